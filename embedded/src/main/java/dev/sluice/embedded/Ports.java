package dev.sluice.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free TCP ports on the loopback interface. */
final class Ports {
  /** The address every embedded service listens on. */
  static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  /**
   * The preferred port if nothing listens on it, any free one otherwise. Another process may take
   * the port before it is used: whoever uses it tries again with port 0 when its bind fails.
   *
   * @param preferred 1 to 65535, or 0 for any
   * @throws IllegalArgumentException if preferred is out of range
   * @throws IOException if no port is free
   */
  static int choose(int preferred) throws IOException {
    if (preferred < 0 || preferred > 65_535) {
      throw new IllegalArgumentException("port " + preferred + ": expected 0 (any) to 65535");
    }
    if (preferred != 0 && isFree(preferred)) {
      return preferred;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the services do: the wait of a connection closed a moment ago is no reason to move.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
