package dev.sluice.domain.trading.venue;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * What the paper venue is like: one model for each question. Immutable; the {@code with…} methods
 * give a copy with one model changed, and each model's {@code parse} reads what a person writes.
 *
 * @param slippage how far fills are from the touch
 * @param spread assumed where the data have none
 * @param commission of an order
 * @param latency from acceptance to the market
 * @param participation largest share of a quote's size or of the traded volume that the account
 *     gets, above 0 and at most 1; null for all of a quote's size and no limit where no size is
 *     quoted
 * @param queue what is ahead of a resting limit order
 * @param standing true where an order also meets the quote that stands when it is accepted, if that
 *     has the same event time: a decision at a bar's close then fills at that close, which nobody
 *     can do in a market
 */
public record VenueModel(
    Slippage slippage,
    Spread spread,
    Commission commission,
    Latency latency,
    BigDecimal participation,
    QueuePosition queue,
    boolean standing)
    implements Serializable {

  /** Fills at the touch, at once and for nothing. */
  public static final VenueModel FREE =
      new VenueModel(
          Slippage.none(),
          Spread.none(),
          Commission.none(),
          Latency.none(),
          null,
          QueuePosition.none(),
          false);

  /** {@link #FREE} but for 1 basis point of slippage and 0.005 a share, at least 1.00 an order. */
  public static final VenueModel DEFAULT =
      FREE.withSlippage(Slippage.basisPoints(BigDecimal.ONE))
          .withCommission(Commission.perShare(new BigDecimal("0.005"), new BigDecimal("1.00")));

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the field and its value
   */
  public VenueModel {
    Objects.requireNonNull(slippage, "slippage");
    Objects.requireNonNull(spread, "spread");
    Objects.requireNonNull(commission, "commission");
    Objects.requireNonNull(latency, "latency");
    Objects.requireNonNull(queue, "queue");
    if (participation != null
        && (participation.signum() <= 0 || participation.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "participation is " + participation + ", expected a fraction above 0 and at most 1");
    }
  }

  /**
   * Reads a share of the volume: {@code none}, or a fraction such as {@code 0.1}.
   *
   * @return null for none
   * @throws IllegalArgumentException naming field, value and what was expected
   */
  public static BigDecimal parseParticipation(String text) {
    Spec spec = Spec.parse("participation", text, "none or a FRACTION", "share", "share");
    return switch (spec.name()) {
      case "none" -> spec.done(null);
      case "share" -> spec.done(spec.fraction("share", null));
      default -> throw spec.wrong();
    };
  }

  /** The smaller of {@link #participation} and the slippage's own limit; null where neither is. */
  public BigDecimal volumeLimit() {
    BigDecimal other = slippage.volumeLimit();
    if (participation == null || other == null) {
      return participation == null ? other : participation;
    }
    return participation.min(other);
  }

  /** A copy with this slippage. */
  public VenueModel withSlippage(Slippage model) {
    return new VenueModel(model, spread, commission, latency, participation, queue, standing);
  }

  /** A copy with this spread. */
  public VenueModel withSpread(Spread model) {
    return new VenueModel(slippage, model, commission, latency, participation, queue, standing);
  }

  /** A copy with this commission. */
  public VenueModel withCommission(Commission model) {
    return new VenueModel(slippage, spread, model, latency, participation, queue, standing);
  }

  /** A copy with this latency. */
  public VenueModel withLatency(Latency model) {
    return new VenueModel(slippage, spread, commission, model, participation, queue, standing);
  }

  /** A copy with this share of the volume; null for no limit. */
  public VenueModel withParticipation(BigDecimal share) {
    return new VenueModel(slippage, spread, commission, latency, share, queue, standing);
  }

  /** A copy with this queue. */
  public VenueModel withQueue(QueuePosition model) {
    return new VenueModel(slippage, spread, commission, latency, participation, model, standing);
  }

  /** A copy in which orders do, or do not, meet the quote that stands at their acceptance. */
  public VenueModel withStanding(boolean meets) {
    return new VenueModel(slippage, spread, commission, latency, participation, queue, meets);
  }
}
