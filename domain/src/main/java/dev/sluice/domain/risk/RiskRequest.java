package dev.sluice.domain.risk;

import java.math.BigDecimal;

/**
 * The figures that the checks of an order need. A null figure is one that is not known; the check
 * that needs it denies.
 *
 * @param halted true while no order of any kind may be made
 * @param paused true while no entry may be made
 * @param entry true for an order that opens or adds to a position; exits, stops, targets and
 *     flattening orders are false and are checked against the halt, the quantity and duplicates
 *     only
 * @param opensShort true for a sale that would open a short position
 * @param duplicate true where an order for the same signal and role exists
 * @param price expected price per share; null where the symbol has no market yet
 * @param quantity shares, not yet compared with the lot; null where it could not be computed
 * @param commission expected, in the account's currency
 * @param buyingPower cash that nothing else has spoken for
 * @param positionValue absolute value of what is held of the symbol already
 * @param equity cash and positions at their marks
 * @param dayStartEquity equity when the day began
 * @param peakEquity equity from which the drawdown limit is measured
 */
public record RiskRequest(
    boolean halted,
    boolean paused,
    boolean entry,
    boolean opensShort,
    boolean duplicate,
    BigDecimal price,
    BigDecimal quantity,
    BigDecimal commission,
    BigDecimal buyingPower,
    BigDecimal positionValue,
    BigDecimal equity,
    BigDecimal dayStartEquity,
    BigDecimal peakEquity) {}
