package dev.sluice.operators.analysis;

import dev.sluice.domain.analysis.Execution;

/** What {@link CloseExecution} keeps of an execution while it runs; cleared when it closes. */
public class ExecutionTally {
  /** The execution as it was announced. */
  public Execution running;

  /** Analyses asked for. */
  public int requested;

  /** Analyses that succeeded. */
  public int succeeded;
}
