package dev.sluice.connectors.venue;

import dev.sluice.domain.trading.VenueRequest;
import java.time.Instant;
import java.util.Objects;

/**
 * A request as the outbox holds it.
 *
 * @param request what is asked
 * @param appendedAt when the broker appended it, the broker's wall clock, UTC
 */
record OutboxEntry(VenueRequest request, Instant appendedAt) {
  OutboxEntry {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(appendedAt, "appendedAt");
  }
}
