package dev.sluice.domain.risk;

import java.math.BigDecimal;

/**
 * Why an order may not be sent.
 *
 * @param code for machines
 * @param reason the figures that led to it, for people
 * @param figure what was compared; null where no figures were
 * @param limit what it was compared with; null where no figures were
 */
public record Denial(DenialCode code, String reason, BigDecimal figure, BigDecimal limit) {

  /** A denial that compared no figures. */
  public Denial(DenialCode code, String reason) {
    this(code, reason, null, null);
  }
}
