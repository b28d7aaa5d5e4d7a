package dev.sluice.bench.measure;

/** One side of a row: something that is run again and again, in a process of its own. */
public interface Side extends AutoCloseable {
  /** Runs once and says how it was. */
  Sample run() throws Exception;
}
