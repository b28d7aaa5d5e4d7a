package dev.sluice.domain.market;

import java.time.LocalTime;

/** Opening and closing time of a session, the exchange's local time. */
record TradingHours(LocalTime open, LocalTime close) {}
