package dev.sluice.sinks.postgres;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.wire.JsonCodec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** dead-letters: input that could not be used. */
final class DeadLetterMapper implements RecordMapper<DeadLetter> {
  // The range of timestamptz: PostgreSQL's documentation, table 8.9.
  private static final Instant EARLIEST =
      LocalDate.of(-4712, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
  private static final Instant LATEST =
      LocalDate.of(294_276, 12, 31).atStartOfDay().toInstant(ZoneOffset.UTC);

  @Override
  public JsonCodec<DeadLetter> codec() {
    return JsonCodec.DEAD_LETTER;
  }

  @Override
  public List<Row> rows(DeadLetter value) {
    return List.of(
        Row.of(
            Table.DEAD_LETTERS,
            value.id(),
            value.topic(),
            value.partition(),
            value.offset(),
            value.symbol(),
            value.code(),
            value.reason(),
            value.raw(),
            storable(value.eventTime())));
  }

  /** What a refused record claims may be a time that no column holds; its reason says it then. */
  private static Instant storable(Instant time) {
    return time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
  }
}
