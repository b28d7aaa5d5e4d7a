package dev.sluice.domain.analysis;

import java.time.Instant;

/**
 * Something that an execution made and a person can open.
 *
 * @param id derives from kind and subject
 * @param executionId execution that it belongs to; null for what belongs to none
 * @param kind llm, chart, signal, order, trade or portfolio
 * @param symbol ticker; null for a portfolio
 * @param title one line for people
 * @param subjectId id of the row that it stands for: analysis, chart, signal, order, trade or
 *     snapshot
 * @param bucket object store bucket; null where it has no object
 * @param objectKey object key; null where it has no object
 * @param contentType for example image/png; null where it has no object
 * @param createdAt event time, UTC
 * @param simulated true where the prices are not a market's
 */
public record Artifact(
    String id,
    String executionId,
    String kind,
    String symbol,
    String title,
    String subjectId,
    String bucket,
    String objectKey,
    String contentType,
    Instant createdAt,
    boolean simulated) {}
