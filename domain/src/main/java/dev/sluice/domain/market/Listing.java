package dev.sluice.domain.market;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A symbol and how it is traded. Exchange and currency are made upper case, decimals lose their
 * trailing zeros; whether the rest is possible {@link #check} says.
 *
 * @param symbol ticker, as ticks have it
 * @param exchange name of the calendar of its sessions, one of {@link Calendars#names()}
 * @param currency of its prices, ISO 4217
 * @param category kind of instrument
 * @param tickSize smallest step of its prices on the exchange, in its currency
 * @param lotSize smallest number of units that is traded as a rule; of orders, not yet used
 */
public record Listing(
    String symbol,
    String exchange,
    String currency,
    ListingCategory category,
    BigDecimal tickSize,
    BigDecimal lotSize)
    implements Serializable {
  /** The code of every {@link Rejection} of a listing. */
  public static final String CODE = "BAD_LISTING";

  private static final Pattern SYMBOL = Pattern.compile("[!-~&&[^,\"#]][!-~&&[^,\"]]{0,31}");
  private static final BigDecimal SMALLEST = new BigDecimal("0.000000001");
  private static final BigDecimal LARGEST = new BigDecimal("1000000");

  public Listing {
    exchange = upper(exchange);
    currency = upper(currency);
    tickSize = plain(tickSize);
    lotSize = plain(lotSize);
  }

  private static String upper(String text) {
    return text == null ? null : text.strip().toUpperCase(Locale.ROOT);
  }

  private static BigDecimal plain(BigDecimal decimal) {
    return decimal == null ? null : decimal.stripTrailingZeros();
  }

  /** Why it cannot be, naming the first field that is wrong; empty where it can. */
  public Optional<Rejection> check() {
    if (symbol == null || !SYMBOL.matcher(symbol).matches()) {
      return refuse("symbol", symbol, "1 to 32 printable characters without blank, comma or quote");
    }
    if (exchange == null || !Calendars.names().contains(exchange)) {
      return refuse("exchange", exchange, "one of " + String.join(", ", Calendars.names()));
    }
    if (!isCurrency(currency)) {
      return refuse("currency", currency, "a currency of ISO 4217, for example USD");
    }
    if (category == null) {
      return refuse("category", null, "one of " + categories());
    }
    if (!isSize(tickSize)) {
      return refuse("tick_size", tickSize, sizes());
    }
    if (!isSize(lotSize)) {
      return refuse("lot_size", lotSize, sizes());
    }
    return Optional.empty();
  }

  static String categories() {
    return String.join(
        ", ", Arrays.stream(ListingCategory.values()).map(ListingCategory::name).toList());
  }

  static String sizes() {
    return "a decimal from " + SMALLEST.toPlainString() + " to " + LARGEST.toPlainString();
  }

  private static boolean isCurrency(String code) {
    try {
      return code != null && Currency.getInstance(code) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSize(BigDecimal size) {
    return size != null && size.compareTo(SMALLEST) >= 0 && size.compareTo(LARGEST) <= 0;
  }

  private static Optional<Rejection> refuse(String field, Object value, String expected) {
    return Optional.of(new Rejection(CODE, field, String.valueOf(value), expected));
  }
}
