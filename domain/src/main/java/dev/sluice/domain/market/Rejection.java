package dev.sluice.domain.market;

/**
 * Why an input was refused.
 *
 * @param code short stable code, for example NEGATIVE_PRICE
 * @param field the field that is wrong
 * @param value what it held, as text
 * @param expected what would have been accepted
 */
public record Rejection(String code, String field, String value, String expected) {
  /** One line for people. */
  public String message() {
    return code + ": " + field + " was '" + value + "', expected " + expected;
  }
}
