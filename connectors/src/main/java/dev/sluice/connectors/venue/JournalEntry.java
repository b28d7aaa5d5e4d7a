package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.ExecutionReport;
import dev.sluice.domain.trading.PositionReport;
import java.util.Objects;

/**
 * A record of the journal: exactly one of a report of an order and a report of positions.
 *
 * @param report null where this is about positions
 * @param position null where this is about an order
 * @param cursor up to which the venue's events are in the journal with this record; null where it
 *     says nothing about that
 * @param orderNumber number that was given to the order for good; null where it has none
 */
record JournalEntry(
    ExecutionReport report, PositionReport position, String cursor, Long orderNumber) {

  JournalEntry {
    if ((report == null) == (position == null)) {
      throw new IllegalArgumentException(
          "report and position were %s and %s, expected one of them".formatted(report, position));
    }
  }

  static JournalEntry of(ExecutionReport report) {
    return new JournalEntry(Objects.requireNonNull(report), null, null, null);
  }

  static JournalEntry of(PositionReport position, String cursor) {
    return new JournalEntry(null, Objects.requireNonNull(position), cursor, null);
  }

  JournalEntry upTo(String place) {
    return new JournalEntry(report, position, place, orderNumber);
  }

  JournalEntry numbered(Long number) {
    return new JournalEntry(report, position, cursor, number);
  }
}
