package dev.sluice.domain.sizing;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A fraction of the bet that makes wealth grow fastest: f* = p − (1 − p) ÷ b (Kelly, <i>A New
 * Interpretation of Information Rate</i>, 1956; fractions and caps: Thorp, <i>The Kelly Criterion
 * in Blackjack, Sports Betting and the Stock Market</i>, 2006). Here p, the chance to win, is the
 * signal's confidence, and b, what a win pays for each unit lost, is (target − price) ÷ (price −
 * stop), mirrored for a short sale. The position is min(cap, fraction × f*) of equity, and nothing
 * where the bet has no edge.
 *
 * <p>The whole position counts as the stake, as if a loss took all of it, which is on the safe side
 * of p ÷ a − (1 − p) ÷ b' that a stop which always held would allow. A confidence that is no
 * calibrated probability gives a size that is no Kelly bet; the cap is for that.
 *
 * @param fraction of f*, above 0, at most 1; 0.5 is "half Kelly"
 * @param cap largest fraction of equity
 */
public record KellyFraction(BigDecimal fraction, BigDecimal cap) implements SizingModel {
  public KellyFraction {
    Figures.above("kelly", fraction, BigDecimal.ZERO);
    Figures.atMost("kelly", fraction, BigDecimal.ONE);
    Figures.above("cap", cap, BigDecimal.ZERO);
  }

  @Override
  public SizedQuantity size(SizingInput input) {
    if (!(input.confidence() >= 0 && input.confidence() <= 1)) {
      return SizedQuantity.unknown(
          "confidence is " + input.confidence() + ", expected a fraction from 0 to 1");
    }
    if (input.stop() == null || input.target() == null) {
      return SizedQuantity.unknown(
          "odds are not known: stop is " + input.stop() + ", target is " + input.target());
    }
    BigDecimal sign = input.buy() ? BigDecimal.ONE : BigDecimal.ONE.negate();
    BigDecimal win = input.target().subtract(input.price()).multiply(sign);
    BigDecimal loss = input.price().subtract(input.stop()).multiply(sign);
    if (win.signum() <= 0 || loss.signum() <= 0) {
      return SizedQuantity.unknown(
          "odds are not known: price %s is not between stop %s and target %s"
              .formatted(input.price(), input.stop(), input.target()));
    }
    BigDecimal p = BigDecimal.valueOf(input.confidence());
    BigDecimal q = BigDecimal.ONE.subtract(p);
    BigDecimal best = p.subtract(q.multiply(loss).divide(win, MathContext.DECIMAL64));
    return SizingModel.share(input, best.multiply(fraction).min(cap).max(BigDecimal.ZERO));
  }

  @Override
  public String spec() {
    return "kelly:" + fraction.toPlainString() + ",cap=" + cap.toPlainString();
  }
}
