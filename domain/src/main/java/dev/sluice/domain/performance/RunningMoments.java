package dev.sluice.domain.performance;

import org.apache.commons.numbers.core.DD;

/**
 * The moments of returns that come one by one: sums of the powers of their distances from the first
 * of them. Central moments are differences of such sums, which cancel; by no more than a factor of
 * n² in the fourth, since the first return is one of the sample, and the sums have 32 digits. So
 * nothing is lost that a second pass over all returns would have kept.
 *
 * @param count number of returns
 * @param first the first return, from which the others are measured; 0 while there is none
 * @param ones sum of the distances
 * @param squares sum of their squares
 * @param cubes sum of their cubes
 * @param fourths sum of their fourth powers
 * @param downsideSquares sum of min(r, 0)², of the returns themselves
 */
public record RunningMoments(
    int count,
    double first,
    ExtendedSum ones,
    ExtendedSum squares,
    ExtendedSum cubes,
    ExtendedSum fourths,
    ExtendedSum downsideSquares) {
  /** No returns yet. */
  static final RunningMoments NONE =
      new RunningMoments(
          0,
          0,
          ExtendedSum.ZERO,
          ExtendedSum.ZERO,
          ExtendedSum.ZERO,
          ExtendedSum.ZERO,
          ExtendedSum.ZERO);

  /** With one more return, finite. */
  RunningMoments plus(double value) {
    double origin = count == 0 ? value : first;
    DD distance = DD.ofDifference(value, origin);
    DD square = distance.square();
    return new RunningMoments(
        count + 1,
        origin,
        ones.plus(distance),
        squares.plus(square),
        cubes.plus(square.multiply(distance)),
        fourths.plus(square.square()),
        downsideSquares.plus(DD.ofSquare(Math.min(value, 0))));
  }

  ReturnMoments moments() {
    if (count == 0) {
      return ReturnMoments.of(new double[0]);
    }
    DD s2 = squares.toDD();
    DD s3 = cubes.toDD();
    DD mean = ones.toDD().divide(count);
    DD meanSquare = mean.square();
    DD central2 = s2.subtract(meanSquare.multiply(count));
    DD central3 =
        s3.subtract(mean.multiply(s2).multiply(3))
            .add(meanSquare.multiply(mean).multiply(2.0 * count));
    DD central4 =
        fourths
            .toDD()
            .subtract(mean.multiply(s3).multiply(4))
            .add(meanSquare.multiply(s2).multiply(6))
            .subtract(meanSquare.square().multiply(3.0 * count));
    return new ReturnMoments(
        count,
        mean.add(first).doubleValue(),
        Math.max(0, central2.doubleValue()),
        central3.doubleValue(),
        Math.max(0, central4.doubleValue()),
        downsideSquares.high());
  }
}
