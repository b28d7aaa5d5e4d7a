package dev.sluice.jobs.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the jobs and PostgreSQL: its address stays when the server's changes, and it can
 * lose the acknowledgement of a commit that the server has made.
 */
final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  /** The tag of the command that the server says is complete (CommandComplete). */
  private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean loseNext = new AtomicBoolean();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile int upstream;

  private TcpProxy(ServerSocket server) {
    this.server = server;
  }

  /** Listens on a free port; connections are closed at once until there is an upstream. */
  static TcpProxy start() throws IOException {
    TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    run("proxy", proxy::accept);
    return proxy;
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Where connections lead from now on. */
  void to(int port) {
    upstream = port;
  }

  /** The server makes the next commit, and its word that it has reaches nobody. */
  void loseNextAcknowledgement() {
    loseNext.set(true);
  }

  /** Acknowledgements lost so far. */
  int lost() {
    return lost.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        run("proxy-connection", () -> connect(client));
      } catch (IOException e) {
        // Closed, or the client has gone again.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket up = new Socket(InetAddress.getLoopbackAddress(), upstream);
      open.add(up);
      client.setTcpNoDelay(true);
      up.setTcpNoDelay(true);
      run("proxy-up", () -> pass(client, up, false));
      pass(up, client, true);
    } catch (IOException e) {
      close(client);
    }
  }

  /** Until either side ends. */
  private void pass(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (answers && contains(buffer, n) && loseNext.compareAndSet(true, false)) {
          // The server says that it has committed: now the line goes dead.
          lost.incrementAndGet();
          break;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // Either side has gone.
    } finally {
      close(from);
      close(to);
    }
  }

  private static boolean contains(byte[] buffer, int length) {
    for (int i = 0; i + COMMIT.length <= length; i++) {
      int j = 0;
      while (j < COMMIT.length && buffer[i + j] == COMMIT[j]) {
        j++;
      }
      if (j == COMMIT.length) {
        return true;
      }
    }
    return false;
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(this::close);
  }
}
