package dev.sluice.embedded.venue;

/** A request that cannot be read: the field, what it was, and what was expected. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 200;

  final String field;
  final String value;
  final String expected;

  BadRequest(String field, String value, String expected) {
    super(field + ": was '" + shown(value) + "', expected " + expected);
    this.field = field;
    this.value = shown(value);
    this.expected = expected;
  }

  /** Of a message {@code FIELD: was VALUE, expected WHAT}. */
  static BadRequest of(IllegalArgumentException e) {
    String[] parts = String.valueOf(e.getMessage()).split(": was |, expected ", 3);
    return parts.length == 3
        ? new BadRequest(parts[0], parts[1], parts[2])
        : new BadRequest("body", e.getMessage(), "a request as docs/remote-venue.md has it");
  }

  private static String shown(String value) {
    return value == null || value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}
