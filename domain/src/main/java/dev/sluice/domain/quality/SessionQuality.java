package dev.sluice.domain.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * What was found in a symbol's data of one session, as it is published. The first edition is that
 * of the session's close; another one follows where late data has changed it.
 *
 * @param symbol ticker
 * @param topic where the data came from: ticks and given bars are judged each for themselves
 * @param sessionDate the exchange's date of the session
 * @param revision 0 for the first edition
 * @param records how many ticks or bars were judged
 * @param rejected how many of them are used by nobody and are dead letters
 * @param findings how often each rule was broken, by {@link QualityRule#code()}; rules that were
 *     not are absent
 * @param asOf event time that had passed, UTC
 * @param simulated true where the prices are not a market's
 */
public record SessionQuality(
    String symbol,
    String topic,
    LocalDate sessionDate,
    int revision,
    long records,
    long rejected,
    Map<String, Long> findings,
    Instant asOf,
    boolean simulated) {}
