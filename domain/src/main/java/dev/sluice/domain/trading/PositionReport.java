package dev.sluice.domain.trading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a venue holds for an account, said behind every execution that has led to it
 * (PositionReport, FIX MsgType AP): taken in the order of the reports, the account must hold the
 * same.
 *
 * @param id unique for the account
 * @param account account name
 * @param venue name of the venue
 * @param quantities shares by symbol, negative for short; a symbol that is not there is flat
 * @param transactTime the venue's clock, UTC
 * @param effectiveAt event time from which it counts, UTC, stamped by the sequencer; null before
 * @param sequence place among the reports of its partition, stamped by the sequencer; 0 before
 */
public record PositionReport(
    String id,
    String account,
    String venue,
    Map<String, BigDecimal> quantities,
    Instant transactTime,
    Instant effectiveAt,
    long sequence) {

  /** The report as the sequencer stamps it. */
  public PositionReport at(Instant time, long place) {
    return new PositionReport(id, account, venue, quantities, transactTime, time, place);
  }

  /**
   * Checks what can be known without the account.
   *
   * @throws IllegalArgumentException naming the field, its value and what was expected
   */
  public void check() {
    if (id == null || id.isBlank() || account == null || account.isBlank()) {
      throw new IllegalArgumentException(
          "id and account were '%s' and '%s', expected values".formatted(id, account));
    }
    if (quantities == null || quantities.values().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "quantities: was " + quantities + ", expected a number for each symbol");
    }
  }
}
