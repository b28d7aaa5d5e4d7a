package dev.sluice.sinks.postgres;

import dev.sluice.domain.analysis.Execution;
import dev.sluice.wire.JsonCodec;
import java.util.List;

/** workflows: the strategy and the execution. */
final class WorkflowMapper implements RecordMapper<Execution> {
  @Override
  public JsonCodec<Execution> codec() {
    return JsonCodec.EXECUTION;
  }

  @Override
  public List<Row> rows(Execution value) {

    String strategyId = Values.strategyId(value.strategy());
    return List.of(
        Row.of(Table.STRATEGIES, strategyId, value.strategy(), null, value.startedAt()),
        Row.of(
            Table.WORKFLOW_EXECUTIONS,
            value.id(),
            strategyId,
            value.sessionDate(),
            value.startedAt(),
            value.completedAt(),
            value.status(),
            value.symbols(),
            value.failures(),
            value.simulated(),
            (long) value.version()));
  }
}
