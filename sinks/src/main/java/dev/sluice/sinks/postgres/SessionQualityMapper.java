package dev.sluice.sinks.postgres;

import dev.sluice.domain.Ids;
import dev.sluice.domain.quality.SessionQuality;
import dev.sluice.wire.JsonCodec;
import java.util.List;
import java.util.Map;

/** data-quality: what was found in a symbol's data of a session, in its latest edition. */
final class SessionQualityMapper implements RecordMapper<SessionQuality> {
  @Override
  public JsonCodec<SessionQuality> codec() {
    return JsonCodec.SESSION_QUALITY;
  }

  @Override
  public List<Row> rows(SessionQuality value) {
    return List.of(
        Row.of(
            Table.DATA_QUALITY,
            Ids.of(
                "data-quality",
                Values.required("symbol", value.symbol()),
                Values.required("topic", value.topic()),
                Values.required("session_date", value.sessionDate())),
            value.symbol(),
            value.topic(),
            value.sessionDate(),
            value.revision(),
            value.records(),
            value.rejected(),
            Values.json(value.findings() == null ? Map.of() : value.findings()),
            value.asOf(),
            value.simulated()));
  }
}
