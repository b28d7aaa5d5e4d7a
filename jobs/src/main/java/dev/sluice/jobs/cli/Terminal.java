package dev.sluice.jobs.cli;

/** Standard error: messages, and progress where a person is looking. Data go to standard output. */
final class Terminal {
  private static final boolean INTERACTIVE =
      System.console() != null && !"dumb".equals(System.getenv("TERM"));

  private static int width;

  private Terminal() {}

  /** A message of its own line. */
  static synchronized void say(String message) {
    clear();
    System.err.println(message);
  }

  /** What went wrong. */
  static void error(String message) {
    say("sluice: " + message);
  }

  /** A line that replaces the one before; only on a terminal. */
  static synchronized void progress(String line) {
    if (!INTERACTIVE) {
      return;
    }
    String padded = line.length() < width ? line + " ".repeat(width - line.length()) : line;
    System.err.print("\r" + padded);
    System.err.flush();
    width = line.length();
  }

  private static void clear() {
    if (width > 0) {
      System.err.print("\r" + " ".repeat(width) + "\r");
      width = 0;
    }
  }
}
