package dev.sluice.connectors.venue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Wall clock and monotonic clock that go on only when they are told to. */
final class TestingClock extends Clock {
  static final Instant START = Instant.parse("2025-07-02T13:30:00Z");

  private long nanos;

  void advance(Duration time) {
    nanos += time.toNanos();
  }

  long nanoTime() {
    return nanos;
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanos);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC");
  }
}
