package dev.sluice.domain.market;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One regular trading session.
 *
 * @param date the exchange's date
 * @param open first instant of regular trading, UTC
 * @param close end of regular trading, UTC
 */
public record Session(LocalDate date, Instant open, Instant close) {}
