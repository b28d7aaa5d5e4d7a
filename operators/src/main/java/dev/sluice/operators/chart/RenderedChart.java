package dev.sluice.operators.chart;

/**
 * A chart as drawn.
 *
 * @param png image, 1200x900
 * @param html self-contained interactive page, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the object store, never compared
public record RenderedChart(byte[] png, byte[] html) {}
