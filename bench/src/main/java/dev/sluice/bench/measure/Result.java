package dev.sluice.bench.measure;

/** What a row of the targets came to. */
public sealed interface Result permits Comparison, Figure, NotMeasured {
  /** For example P1. */
  String row();

  /** What was compared or measured, for people. */
  String what();
}
