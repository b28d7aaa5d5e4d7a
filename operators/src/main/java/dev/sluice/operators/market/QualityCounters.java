package dev.sluice.operators.market;

import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What {@link JudgeQuality} counts: each rule that was broken, and what becomes of held ticks. */
final class QualityCounters {
  private final Counter[] found = new Counter[QualityRule.values().length];
  private final Counter held;
  private final Counter released;
  private final Counter discarded;

  QualityCounters(MetricGroup metrics) {
    for (QualityRule rule : QualityRule.values()) {
      found[rule.ordinal()] = metrics.counter("quality_" + rule.code().toLowerCase(Locale.ROOT));
    }
    held = metrics.counter("ticks_held");
    released = metrics.counter("ticks_released");
    discarded = metrics.counter("ticks_discarded");
  }

  void found(QualityVerdict verdict) {
    for (QualityFinding finding : verdict.findings()) {
      found(finding.rule());
    }
  }

  void found(QualityRule rule) {
    found[rule.ordinal()].inc();
  }

  void held() {
    held.inc();
  }

  void released() {
    released.inc();
  }

  void discarded() {
    discarded.inc();
  }
}
