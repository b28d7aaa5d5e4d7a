package dev.sluice.jobs.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for services that come back on the port that they had. They are below those that the system
 * gives to outgoing connections: a client that knocks at a closed port of that range may be given
 * the port itself, and then talks with nobody but itself.
 */
final class ChaosPorts {
  private static final int FIRST = 15_000;
  private static final int LAST = 30_000;
  private static final int ATTEMPTS = 500;

  private ChaosPorts() {}

  /** Ports of the loopback interface that nobody listens on. */
  static List<Integer> free(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int attempt = 0; attempt < ATTEMPTS && held.size() < count; attempt++) {
        ServerSocket socket = new ServerSocket();
        try {
          socket.setReuseAddress(true);
          int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
          socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          held.add(socket);
        } catch (IOException taken) {
          socket.close();
        }
      }
      if (held.size() < count) {
        throw new IOException("no free port between " + FIRST + " and " + LAST);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
