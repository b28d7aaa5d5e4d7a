package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A trade that a person has the account book, as the value of a {@link ControlAction#BOOK_TRADE}
 * has it: {@code SIDE QUANTITY SYMBOL PRICE [COMMISSION]}, {@code BUY 100 SPY 412.35}.
 *
 * @param side BUY or SELL
 * @param quantity shares, above 0
 * @param symbol ticker
 * @param price of a share in the account's currency, above 0
 * @param commission of all of it in the account's currency, 0 or more
 */
record BookedTrade(
    Side side, BigDecimal quantity, String symbol, BigDecimal price, BigDecimal commission) {
  private static final String EXPECTED = "SIDE QUANTITY SYMBOL PRICE [COMMISSION]";

  /** No account trades more digits; a number like 1E+999999999 would take all memory. */
  private static final int MOST_DIGITS = 30;

  /**
   * Reads the value of a control.
   *
   * @throws IllegalArgumentException naming the part, its value and what was expected
   */
  static BookedTrade of(String value) {
    String[] parts = String.valueOf(value).strip().split("\\s+");
    if (parts.length < 4 || parts.length > 5) {
      throw new IllegalArgumentException("value: was '" + value + "', expected " + EXPECTED);
    }
    return new BookedTrade(
        side(parts[0]),
        positive("quantity", parts[1]),
        parts[2],
        positive("price", parts[3]),
        parts.length == 4 ? BigDecimal.ZERO : number("commission", parts[4]));
  }

  private static Side side(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default ->
          throw new IllegalArgumentException("side: was '" + text + "', expected BUY or SELL");
    };
  }

  private static BigDecimal positive(String field, String text) {
    BigDecimal number = number(field, text);
    if (number.signum() == 0) {
      throw new IllegalArgumentException(field + ": was '" + text + "', expected above 0");
    }
    return number;
  }

  private static BigDecimal number(String field, String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      boolean plain = number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
      if (number.signum() >= 0 && plain) {
        return Decimals.plain(number);
      }
    } catch (NumberFormatException e) {
      // The same message as for a number that is none of an account's.
    }
    throw new IllegalArgumentException(
        field + ": was '" + text + "', expected a number of 0 or more");
  }
}
