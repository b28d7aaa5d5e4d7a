package dev.sluice.domain.quality;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Tells a jump of the price from a wrong price by what comes after. A price that is further from
 * the last good one than the threshold is held. While something is held, a price that is near the
 * last good one and nearer to it than to the last held one refutes what is held; a price near the
 * last held one confirms it by one; a price near neither is held as the new jump. After enough
 * confirmations, or when {@value #HELD_PER_CONFIRMATION} times as many are held without a return,
 * the market is elsewhere and what is held is released. Mutable and constant in size.
 */
final class SpikeWatch {
  /** Bounds what is held in a market that jumps about and never comes back. */
  static final int HELD_PER_CONFIRMATION = 8;

  /** What is said of a price. */
  enum Outcome {
    NORMAL,
    SUSPECT,
    HELD,
    CONFIRMED,
    REFUTED
  }

  private double reference = Double.NaN;
  private double candidate = Double.NaN;
  private int confirmations;
  private int held;

  // What the last call said; no part of the state.
  private Outcome outcome = Outcome.NORMAL;
  private int resolved;

  /**
   * Judges a price above 0.
   *
   * @param threshold how far it may be from the last good one, as a part of it
   * @param needed how many must stay near a jump to confirm it
   */
  Outcome judge(double price, double threshold, int needed) {
    resolved = 0;
    outcome = next(price, threshold, needed);
    return outcome;
  }

  private Outcome next(double price, double threshold, int needed) {
    if (Double.isNaN(candidate)) {
      if (!Double.isNaN(reference) && isFar(price, reference, threshold)) {
        candidate = price;
        held = 1;
        return Outcome.SUSPECT;
      }
      reference = price;
      return Outcome.NORMAL;
    }
    boolean nearCandidate = !isFar(price, candidate, threshold);
    boolean returned =
        !isFar(price, reference, threshold)
            && (!nearCandidate || ratio(price, reference) <= ratio(price, candidate));
    if (returned) {
      return resolve(price, Outcome.REFUTED);
    }
    confirmations = nearCandidate ? confirmations + 1 : 0;
    candidate = price;
    if (confirmations >= needed || held >= HELD_PER_CONFIRMATION * needed) {
      return resolve(price, Outcome.CONFIRMED);
    }
    held++;
    return Outcome.HELD;
  }

  private Outcome resolve(double price, Outcome how) {
    reference = price;
    resolved = held;
    giveUp();
    return how;
  }

  /** Waits for nothing any more; the last good price stays the reference. */
  void giveUp() {
    candidate = Double.NaN;
    confirmations = 0;
    held = 0;
  }

  /** Changes the scale of prices: a split's new shares for an old one. */
  void split(double factor) {
    reference /= factor;
    candidate /= factor;
  }

  /** What the last call of {@link #judge} said. */
  Outcome outcome() {
    return outcome;
  }

  /** How many the last call released or refuted. */
  int resolved() {
    return resolved;
  }

  /** How many are held. */
  int held() {
    return held;
  }

  /** The last good price; NaN before the first. */
  double reference() {
    return reference;
  }

  private static boolean isFar(double price, double from, double threshold) {
    return Math.abs(price - from) > threshold * from;
  }

  private static double ratio(double a, double b) {
    return Math.max(a / b, b / a);
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(reference);
    out.writeDouble(candidate);
    out.writeInt(confirmations);
    out.writeInt(held);
  }

  static SpikeWatch read(DataInput in) throws IOException {
    SpikeWatch watch = new SpikeWatch();
    watch.reference = in.readDouble();
    watch.candidate = in.readDouble();
    watch.confirmations = in.readInt();
    watch.held = in.readInt();
    return watch;
  }

  SpikeWatch copy() {
    SpikeWatch copy = new SpikeWatch();
    copy.reference = reference;
    copy.candidate = candidate;
    copy.confirmations = confirmations;
    copy.held = held;
    return copy;
  }
}
