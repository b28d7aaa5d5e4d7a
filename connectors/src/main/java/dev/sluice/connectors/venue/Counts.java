package dev.sluice.connectors.venue;

import java.util.concurrent.atomic.LongAdder;

/** What a connector has done since it started; written by its thread, read by any. */
final class Counts {
  final LongAdder sent = new LongAdder();
  final LongAdder again = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder trades = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder unknown = new LongAdder();
  final LongAdder strays = new LongAdder();
  final LongAdder failures = new LongAdder();
}
