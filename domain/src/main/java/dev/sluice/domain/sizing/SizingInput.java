package dev.sluice.domain.sizing;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a model may look at.
 *
 * @param buy true for a purchase, false for a short sale
 * @param equity of the account, in its currency
 * @param price expected per share, above 0: the touch after slippage
 * @param confidence of the signal, 0 to 1; NaN where it has none
 * @param conviction of the signal, −2 to 2 as text; null where it has none
 * @param stop protective stop; null for none
 * @param target profit target; null for none
 * @param closes of the last sessions, oldest first, in today's shares; shorter than {@link
 *     SizingModel#closes} where the account has not seen as many
 */
public record SizingInput(
    boolean buy,
    BigDecimal equity,
    BigDecimal price,
    double confidence,
    String conviction,
    BigDecimal stop,
    BigDecimal target,
    List<BigDecimal> closes) {}
