package dev.sluice.domain.market;

import java.time.Instant;

/**
 * An input that could not be used, kept with its origin.
 *
 * @param id derives from topic, partition and offset
 * @param topic where it came from
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param symbol the symbol where it could be read, otherwise null
 * @param code see {@link Rejection#code()}
 * @param reason see {@link Rejection#message()}
 * @param raw the bytes as received
 * @param eventTime the input's own time where it could be read, otherwise null
 */
public record DeadLetter(
    String id,
    String topic,
    int partition,
    long offset,
    String symbol,
    String code,
    String reason,
    byte[] raw,
    Instant eventTime) {}
