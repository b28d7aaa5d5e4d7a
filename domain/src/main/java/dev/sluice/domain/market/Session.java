package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One regular trading session.
 *
 * @param date the market's trade date, which names the session; it may open on the evening before
 * @param open first instant of regular trading, UTC
 * @param close end of regular trading, UTC; see {@link TradingCalendar#closingAuction()} for whose
 *     it is
 */
public record Session(LocalDate date, Instant open, Instant close) {}
