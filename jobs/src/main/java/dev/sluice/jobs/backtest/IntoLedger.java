package dev.sluice.jobs.backtest;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Puts what a stream brings into the ledger of a run, in this process: a backtest's cluster is
 * within it.
 *
 * @param <T> what comes
 */
final class IntoLedger<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Ledger> OPEN = new ConcurrentHashMap<>();

  private final String run;
  private final Adding<T> adding;

  /** How it is added. */
  interface Adding<T> extends Serializable {
    void add(Ledger ledger, T value);
  }

  private IntoLedger(String run, Adding<T> adding) {
    this.run = run;
    this.adding = adding;
  }

  static Ledger open(String run) {
    return OPEN.computeIfAbsent(run, ignored -> new Ledger());
  }

  static void close(String run) {
    OPEN.remove(run);
  }

  static <T> IntoLedger<T> of(String run, Adding<T> adding) {
    return new IntoLedger<>(run, adding);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Ledger ledger = open(run);
    return new SinkWriter<>() {
      @Override
      public void write(T value, Context where) {
        adding.add(ledger, value);
      }

      @Override
      public void flush(boolean endOfInput) {
        // Nothing is held back.
      }

      @Override
      public void close() {
        // The ledger outlives the job.
      }
    };
  }
}
