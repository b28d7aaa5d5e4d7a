package dev.sluice.domain.risk;

/**
 * Why an order may not be sent.
 *
 * @param code for machines
 * @param reason the figures that led to it, for people
 */
public record Denial(DenialCode code, String reason) {}
