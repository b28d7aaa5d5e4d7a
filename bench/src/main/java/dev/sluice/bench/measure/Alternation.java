package dev.sluice.bench.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs two sides in turn: one repeat of each that is not counted, then those that are. */
public final class Alternation {
  private final int repeats;
  private final Progress progress;

  /** Says what goes on, to people. */
  public interface Progress {
    void say(String text);
  }

  /** Runs a side once, wherever it lives. */
  public interface Repeat {
    Sample run() throws IOException;
  }

  /**
   * What came of both sides.
   *
   * @param first its counted repeats
   * @param second its counted repeats
   * @param othersCpu part of all processors that others took meanwhile; NaN where it is not known
   */
  public record Outcome(List<Sample> first, List<Sample> second, double othersCpu) {
    public Series firstValues() {
      return new Series(first.stream().map(Sample::value).toList());
    }

    public Series secondValues() {
      return new Series(second.stream().map(Sample::value).toList());
    }
  }

  /**
   * @param repeats of each side that count, at least 1
   * @param progress hears of each repeat
   */
  public Alternation(int repeats, Progress progress) {
    this.repeats = repeats;
    this.progress = progress;
  }

  /** Measures. */
  public Outcome measure(String firstName, Repeat first, String secondName, Repeat second)
      throws IOException {
    List<Sample> firsts = new ArrayList<>();
    List<Sample> seconds = new ArrayList<>();
    CpuUse begin = CpuUse.now();
    for (int i = 0; i <= repeats; i++) {
      Sample a = first.run();
      say(firstName, i, a);
      Sample b = second.run();
      say(secondName, i, b);
      if (i == 0) {
        begin = CpuUse.now();
      } else {
        firsts.add(a);
        seconds.add(b);
      }
    }
    double others = CpuUse.now().othersSince(begin).orElse(Double.NaN);
    return new Outcome(firsts, seconds, others);
  }

  private void say(String side, int repeat, Sample sample) {
    progress.say(
        "%s, %s: %,.4g %s"
            .formatted(
                side,
                repeat == 0 ? "not counted" : "repeat " + repeat + " of " + repeats,
                sample.value(),
                sample.facts()));
  }
}
