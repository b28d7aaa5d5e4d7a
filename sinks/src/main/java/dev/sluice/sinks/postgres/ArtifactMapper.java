package dev.sluice.sinks.postgres;

import dev.sluice.domain.analysis.Artifact;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** artifacts: what an execution made and a person can open. */
final class ArtifactMapper implements RecordMapper<Artifact> {
  @Override
  public JsonCodec<Artifact> codec() {
    return JsonCodec.ARTIFACT;
  }

  @Override
  public List<Row> rows(Artifact value) {

    return List.of(
        Row.of(
            Table.ARTIFACTS,
            value.id(),
            value.executionId(),
            value.kind(),
            value.symbol(),
            value.title(),
            value.subjectId(),
            value.bucket(),
            value.objectKey(),
            value.contentType(),
            value.createdAt(),
            value.simulated()));
  }
}
