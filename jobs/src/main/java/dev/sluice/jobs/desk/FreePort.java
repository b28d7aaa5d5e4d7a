package dev.sluice.jobs.desk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds a port on loopback that nobody holds. */
public final class FreePort {
  private FreePort() {}

  /**
   * The preferred port where it is free, otherwise any.
   *
   * @param preferred 0 for any
   */
  public static int near(int preferred) throws IOException {
    try {
      return bind(preferred);
    } catch (IOException taken) {
      return bind(0);
    }
  }

  private static int bind(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    }
  }
}
