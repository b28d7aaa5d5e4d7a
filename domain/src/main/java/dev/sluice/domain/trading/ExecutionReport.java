package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a venue, or who speaks to it for us, says of an order (ExecutionReport, FIX MsgType 8).
 *
 * @param id unique for the account: the venue's own id of an execution (ExecID, FIX tag 17), and of
 *     anything else one that derives from the order and what is said
 * @param account account name
 * @param venue name of the venue
 * @param type what happened
 * @param clientOrderId our id of the order (ClOrdID, FIX tag 11)
 * @param venueOrderId the venue's id of it (OrderID, FIX tag 37); null where it has not given one
 * @param lastQuantity shares of this execution, positive; null unless TRADE
 * @param lastPrice per share; null unless TRADE
 * @param cumulativeQuantity all that the order has filled by what the venue says here (CumQty, FIX
 *     tag 14); null where it does not say
 * @param commission of this execution in the account's currency; null unless TRADE
 * @param reason for people; null where there is nothing to say
 * @param transactTime the venue's clock, UTC; for people, nothing is decided by it
 * @param effectiveAt event time from which it counts, UTC, stamped by the sequencer; null before
 * @param sequence place among the reports of its partition, stamped by the sequencer; 0 before
 * @param simulated true where the execution is not a market's
 */
public record ExecutionReport(
    String id,
    String account,
    String venue,
    Type type,
    String clientOrderId,
    String venueOrderId,
    BigDecimal lastQuantity,
    BigDecimal lastPrice,
    BigDecimal cumulativeQuantity,
    BigDecimal commission,
    String reason,
    Instant transactTime,
    Instant effectiveAt,
    long sequence,
    boolean simulated) {

  /** What happened (ExecType, FIX tag 150). */
  public enum Type {
    /**
     * It is about to be sent, for the first time or again (Pending New): written before the first
     * byte leaves, so that whoever finds it later knows that the venue may have the order.
     */
    SENDING,
    /** The venue has it (New). */
    ACCEPTED,
    /** It was filled, whole or in part (Trade). */
    TRADE,
    /** What was left of it is called off (Canceled). */
    CANCELLED,
    /** Its time in force is over (Expired). */
    EXPIRED,
    /** The venue does not take it, or it was never sent and will not be (Rejected). */
    REJECTED,
    /** It stays as it is: the venue does not call it off (OrderCancelReject, FIX MsgType 9). */
    CANCEL_REJECTED,
    /** Nobody here knows: no answer in time, or the connection was lost. */
    UNKNOWN
  }

  /** The report as the sequencer stamps it. */
  public ExecutionReport at(Instant time, long place) {
    return new ExecutionReport(
        id,
        account,
        venue,
        type,
        clientOrderId,
        venueOrderId,
        lastQuantity,
        lastPrice,
        cumulativeQuantity,
        commission,
        reason,
        transactTime,
        time,
        place,
        simulated);
  }

  /**
   * Checks what can be known without the order.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public void check() {
    Control.present("id", id);
    Control.present("account", account);
    Control.present("type", type);
    Control.present("clientOrderId", clientOrderId);
    positive("lastQuantity", lastQuantity);
    positive("lastPrice", lastPrice);
    boolean trade = type == Type.TRADE;
    if (trade && (commission == null || lastQuantity == null || lastPrice == null)) {
      throw new IllegalArgumentException(
          "lastQuantity, lastPrice and commission were %s, %s and %s, expected all of a TRADE"
              .formatted(lastQuantity, lastPrice, commission));
    }
    if (!trade && (lastQuantity != null || lastPrice != null)) {
      throw new IllegalArgumentException(
          "lastQuantity and lastPrice were %s and %s, expected none of a %s"
              .formatted(lastQuantity, lastPrice, type));
    }
    if (cumulativeQuantity != null && cumulativeQuantity.signum() < 0) {
      throw new IllegalArgumentException(
          "cumulativeQuantity: was " + cumulativeQuantity + ", expected 0 or more");
    }
  }

  private static void positive(String field, BigDecimal value) {
    if (value != null && value.signum() <= 0) {
      throw new IllegalArgumentException(field + ": was " + value + ", expected above 0");
    }
  }
}
