package dev.sluice.operators.market;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.quality.SessionQuality;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** What an operator has passed on, and what it has set aside. */
final class Asides {
  private Asides() {}

  /** The events that go on. */
  static List<MarketEvent> events(OneInputStreamOperatorTestHarness<?, MarketEvent> harness) {
    return harness.extractOutputValues().stream().filter(e -> e.aside() == null).toList();
  }

  static List<DeadLetter> letters(OneInputStreamOperatorTestHarness<?, MarketEvent> harness) {
    return asides(harness).stream().map(Aside::letter).filter(Objects::nonNull).toList();
  }

  static List<SessionQuality> found(OneInputStreamOperatorTestHarness<?, MarketEvent> harness) {
    return asides(harness).stream().map(Aside::found).filter(Objects::nonNull).toList();
  }

  private static List<Aside> asides(OneInputStreamOperatorTestHarness<?, MarketEvent> harness) {
    return harness.extractOutputValues().stream()
        .map(MarketEvent::aside)
        .filter(Objects::nonNull)
        .toList();
  }
}
