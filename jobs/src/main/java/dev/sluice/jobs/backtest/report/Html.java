package dev.sluice.jobs.backtest.report;

import java.util.Locale;

/** Text and figures as they may stand in a page that is well-formed XML too. */
final class Html {
  private static final char REPLACEMENT = '\uFFFD';

  private Html() {}

  /**
   * Any text as content or as the value of an attribute: nothing in it is read as an element. What
   * XML has no character for is replaced.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isCharacter(c) ? c : REPLACEMENT);
              }
            });
    return escaped.toString();
  }

  /** What XML 1.0 calls a character, without the control characters that it merely tolerates. */
  private static boolean isCharacter(int c) {
    boolean control = c < ' ' && c != '\t' && c != '\n';
    return !control
        && !(c >= 0x7f && c < 0xa0)
        && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && c != 0xfffe
        && c != 0xffff;
  }

  /** A coordinate of a drawing, to a tenth. */
  static String at(double coordinate) {
    double tenths = Math.rint(coordinate * 10) / 10;
    return tenths == Math.rint(tenths)
        ? Long.toString((long) tenths)
        : String.format(Locale.ROOT, "%.1f", tenths);
  }

  /** A count with thousands apart. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A row of a table: its heading and what it says. */
  static String row(String heading, String text) {
    return "<tr><th scope=\"row\">" + escape(heading) + "</th><td>" + escape(text) + "</td></tr>\n";
  }

  /** The head of a table. */
  static String head(String... columns) {
    StringBuilder head = new StringBuilder("<thead><tr>");
    for (String column : columns) {
      head.append("<th scope=\"col\">").append(escape(column)).append("</th>");
    }
    return head.append("</tr></thead>\n").toString();
  }
}
