package dev.sluice.domain.analysis;

import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/** Reads a symbol's charts and figures and says what it makes of them. */
public interface Analyst extends AutoCloseable {
  /**
   * Asks. Retries and the deadline are the analyst's own business.
   *
   * @return completes with a value, never exceptionally: what went wrong is an {@link
   *     AnalystAnswer.Failed}
   */
  CompletionStage<AnalystAnswer> read(AnalystQuestion question);

  @Override
  default void close() {}

  /** Makes an analyst where it is needed: its connections do not travel. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** A new analyst, to be closed by the caller. */
    Analyst open();
  }
}
