package dev.sluice.operators.market;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.domain.market.Rejection;
import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityVerdict;
import dev.sluice.wire.JsonCodec;
import dev.sluice.wire.Topics;
import java.time.Instant;

/** The dead letters of what {@link JudgeQuality} refuses. */
final class QualityLetters {
  private QualityLetters() {}

  /** Of the second copy of a trade. */
  static DeadLetter copy(MarketEvent event, String code) {
    Rejection rejection =
        new Rejection(
            code,
            "sequence",
            Long.toString(event.tick().sequence()),
            "a number that has not come before");
    return of(event, code, rejection.message());
  }

  /** Of what a rule has rejected. */
  static DeadLetter of(MarketEvent event, QualityVerdict verdict) {
    QualityFinding finding = verdict.findings().get(0);
    String code = finding.rule().code();
    return of(event, code, code + ": " + finding.detail());
  }

  static DeadLetter of(MarketEvent event, String code, String reason) {
    String topic = isOfTicks(event) ? Topics.TICKS : Topics.BARS_RAW;
    return new DeadLetter(
        ValidationLetters.letterId(topic, event.partition(), event.offset(), event.index()),
        topic,
        event.partition(),
        event.offset(),
        event.symbol(),
        code,
        reason,
        raw(event),
        Instant.ofEpochMilli(event.time()));
  }

  private static boolean isOfTicks(MarketEvent event) {
    return event.tick() != null || event.action() != null && event.action().onTicks();
  }

  private static byte[] raw(MarketEvent event) {
    if (event.tick() != null) {
      return JsonCodec.TICK.encode(event.tick());
    }
    return event.bar() != null
        ? JsonCodec.RAW_BAR.encode(event.bar())
        : JsonCodec.CORPORATE_ACTION.encode(event.action().action());
  }
}
