package dev.sluice.domain.sizing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table from conviction to a percentage of a slot of the equity. A conviction goes from −2 (sell)
 * to 2 (buy); the house's own table gives the middle the most and the extremes little, where a view
 * is crowded: −2: 0 %, −1.5: 25 %, −1: 50 %, −0.5: 75 %, 0: 0 %, 0.5: 75 %, 1: 50 %, 1.5: 25 %, 2:
 * 10 %.
 *
 * <p>The conviction is that of the signal's metadata, {@code conviction}; where it has none, 2 ×
 * confidence, negative for a sale. One between two rows has that of the nearer row, and of the one
 * further from 0 where both are as near. One outside the table, or against the signal's side, is
 * denied.
 *
 * @param slot fraction of equity that 100 % stands for
 * @param percents of the slot by conviction, 0 to 100 each
 */
public record ConvictionTable(BigDecimal slot, SortedMap<BigDecimal, BigDecimal> percents)
    implements SizingModel {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** The house's table on a tenth of the equity. */
  public static final ConvictionTable DEFAULT =
      new ConvictionTable(
          new BigDecimal("0.10"),
          rows(
              "-2", "0", "-1.5", "25", "-1", "50", "-0.5", "75", "0", "0", "0.5", "75", "1", "50",
              "1.5", "25", "2", "10"));

  public ConvictionTable {
    Figures.above("slot", slot, BigDecimal.ZERO);
    if (percents.isEmpty()) {
      throw new IllegalArgumentException("the conviction table is empty, expected a row or more");
    }
    percents.forEach(
        (conviction, percent) -> {
          if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(
                "conviction %s is given %s, expected 0 to 100 %%".formatted(conviction, percent));
          }
        });
    percents = Collections.unmodifiableSortedMap(new TreeMap<>(percents));
  }

  /** Rows from pairs of conviction and percentage. */
  private static SortedMap<BigDecimal, BigDecimal> rows(String... pairs) {
    SortedMap<BigDecimal, BigDecimal> rows = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      rows.put(new BigDecimal(pairs[i]), new BigDecimal(pairs[i + 1]));
    }
    return rows;
  }

  @Override
  public SizedQuantity size(SizingInput input) {
    BigDecimal conviction;
    try {
      conviction = conviction(input);
    } catch (NumberFormatException e) {
      return SizedQuantity.unknown(
          input.conviction() == null
              ? "confidence is " + input.confidence() + ", expected a fraction from 0 to 1"
              : "conviction is '" + input.conviction() + "', expected a decimal");
    }
    if (conviction.compareTo(percents.firstKey()) < 0
        || conviction.compareTo(percents.lastKey()) > 0) {
      return SizedQuantity.unknown(
          "conviction is %s, expected %s to %s"
              .formatted(conviction, percents.firstKey(), percents.lastKey()));
    }
    if (conviction.signum() * (input.buy() ? 1 : -1) < 0) {
      return SizedQuantity.unknown(
          "conviction is %s, expected one %s 0 for a %s"
              .formatted(
                  conviction, input.buy() ? "above" : "below", input.buy() ? "BUY" : "SELL"));
    }
    return SizingModel.share(input, slot.multiply(percent(conviction)).movePointLeft(2));
  }

  private static BigDecimal conviction(SizingInput input) {
    if (input.conviction() != null) {
      return new BigDecimal(input.conviction().strip());
    }
    if (!(input.confidence() >= 0 && input.confidence() <= 1)) {
      throw new NumberFormatException();
    }
    BigDecimal size = BigDecimal.valueOf(input.confidence()).multiply(TWO);
    return input.buy() ? size : size.negate();
  }

  private BigDecimal percent(BigDecimal conviction) {
    BigDecimal best = null;
    for (BigDecimal row : percents.keySet()) {
      if (best == null || nearer(conviction, row, best)) {
        best = row;
      }
    }
    return percents.get(best);
  }

  private static boolean nearer(BigDecimal conviction, BigDecimal row, BigDecimal than) {
    int closer = row.subtract(conviction).abs().compareTo(than.subtract(conviction).abs());
    return closer < 0 || (closer == 0 && row.abs().compareTo(than.abs()) > 0);
  }

  @Override
  public String spec() {
    return "conviction:"
        + slot.toPlainString()
        + percents.entrySet().stream()
            .map(row -> "," + row.getKey().toPlainString() + "=" + row.getValue().toPlainString())
            .collect(Collectors.joining());
  }
}
