package dev.sluice.operators.market;

import dev.sluice.domain.quality.QualityRule;
import dev.sluice.domain.quality.QualityVerdict;
import java.util.EnumMap;
import java.util.Map;

/**
 * A record of a known symbol that validation has refused. It is in {@code dead-letters} and goes to
 * the symbol's tally only, to be counted in the session in which it came: what it says of its own
 * time is often what is wrong with it.
 *
 * @param rule why
 * @param given whether it was a bar, not a tick
 * @param at highest time of its partition when it came, epoch milliseconds, UTC
 * @param simulated whether it says that its prices are not a market's
 */
public record Refusal(QualityRule rule, boolean given, long at, boolean simulated) {
  private static final Map<QualityRule, QualityVerdict> VERDICTS = new EnumMap<>(QualityRule.class);

  static {
    for (QualityRule rule : QualityRule.values()) {
      VERDICTS.put(rule, QualityVerdict.reject(rule, "refused at validation"));
    }
  }

  QualityVerdict verdict() {
    return VERDICTS.get(rule);
  }
}
