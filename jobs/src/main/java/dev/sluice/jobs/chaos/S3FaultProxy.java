package dev.sluice.jobs.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before the object store: each connection carries one call, of which it refuses some, holds
 * some up and cuts some short.
 */
final class S3FaultProxy implements AutoCloseable {
  /** What it does to calls. */
  enum Mode {
    /** Passes all. */
    CLEAR,
    /** Answers 503 to three calls of ten. */
    UNAVAILABLE,
    /** Passes each after two seconds. */
    SLOW,
    /** Lets through half of the body of every second object that is written. */
    TRUNCATED
  }

  private static final int BUFFER = 16 * 1024;
  private static final double REFUSED = 0.3;
  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final String ERROR =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          + "<Error><Code>SlowDown</Code><Message>Chaos</Message></Error>";
  private static final byte[] BUSY =
      ("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: "
              + ERROR.length()
              + "\r\nConnection: close\r\n\r\n"
              + ERROR)
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final int upstream;
  private final Random random;
  private final AtomicInteger disturbed = new AtomicInteger();
  private volatile Mode mode = Mode.CLEAR;

  private S3FaultProxy(ServerSocket server, int upstream, long seed) {
    this.server = server;
    this.upstream = upstream;
    this.random = new Random(seed);
  }

  /** Listens on a free port before the store at this port. */
  static S3FaultProxy start(int upstream, long seed) throws IOException {
    S3FaultProxy proxy =
        new S3FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), upstream, seed);
    thread("s3-proxy", proxy::accept);
    return proxy;
  }

  private static void thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  void mode(Mode newMode) {
    mode = newMode;
  }

  /** Calls that were refused, held up or cut short. */
  int disturbed() {
    return disturbed.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        thread("s3-call", () -> call(client));
      } catch (IOException e) {
        // Closed, or the client has gone again.
      }
    }
  }

  private void call(Socket client) {
    try (client;
        Socket store = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      InputStream in = client.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      Mode now = mode;
      boolean chosen = chosen(now, head);
      if (chosen) {
        disturbed.incrementAndGet();
      }
      if (chosen && now == Mode.SLOW) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      if (chosen && now == Mode.UNAVAILABLE) {
        // What is not read when a connection ends takes the answer with it.
        copy(in, OutputStream.nullOutputStream(), length(head));
        client.getOutputStream().write(BUSY);
        return;
      }
      pass(client, store, closing(head), chosen && now == Mode.TRUNCATED);
    } catch (IOException e) {
      // Either side has gone.
    }
  }

  private boolean chosen(Mode now, String head) {
    return switch (now) {
      case CLEAR -> false;
      case SLOW -> true;
      case UNAVAILABLE -> random.nextDouble() < REFUSED;
      case TRUNCATED -> head.startsWith("PUT") && random.nextBoolean();
    };
  }

  /** The head up to and with the empty line; empty where the client said nothing. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
      boolean carriage = matched % 2 == 0;
      matched = b == (carriage ? '\r' : '\n') ? matched + 1 : b == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** The head that asks for one answer and then the connection's end. */
  private static String closing(String head) {
    String kept = head.replaceAll("(?i)\r\nconnection:[^\r]*", "");
    return kept.substring(0, kept.length() - 2) + "Connection: close\r\n\r\n";
  }

  private static void pass(Socket client, Socket store, String head, boolean cut)
      throws IOException {
    OutputStream up = store.getOutputStream();
    up.write(head.getBytes(StandardCharsets.ISO_8859_1));
    up.flush();
    if (cut && length(head) > 0) {
      copy(client.getInputStream(), up, length(head) / 2);
      // Both sides find the line dead in the middle of the body.
      return;
    }
    thread("s3-up", () -> copyQuietly(client, store));
    String answer = head(store.getInputStream());
    if (!answer.isEmpty()) {
      // The client is not to call again on a connection that is about to end.
      client.getOutputStream().write(closing(answer).getBytes(StandardCharsets.ISO_8859_1));
      copy(store.getInputStream(), client.getOutputStream(), Long.MAX_VALUE);
    }
  }

  /** Bytes of the body; 0 where the head does not say. */
  private static long length(String head) {
    Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
    return length.find() ? Long.parseLong(length.group(1)) : 0;
  }

  private static void copyQuietly(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream(), Long.MAX_VALUE);
    } catch (IOException e) {
      // The answer may come before all was said.
    }
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = most;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        return;
      }
      out.write(buffer, 0, n);
      out.flush();
      left -= n;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
