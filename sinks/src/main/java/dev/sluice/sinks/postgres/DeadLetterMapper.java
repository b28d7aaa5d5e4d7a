package dev.sluice.sinks.postgres;

import dev.sluice.domain.market.DeadLetter;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** dead-letters: input that could not be used. */
final class DeadLetterMapper implements RecordMapper<DeadLetter> {
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
            value.eventTime()));
  }
}
