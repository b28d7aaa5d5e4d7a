package dev.sluice.bench.measure;

/**
 * A part of a row that could not be measured.
 *
 * @param row for example P2
 * @param what it is, for people
 * @param why not
 */
public record NotMeasured(String row, String what, String why) implements Result {}
