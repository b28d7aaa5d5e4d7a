package dev.sluice.domain.quality;

/**
 * A rule that a record breaks.
 *
 * @param rule which
 * @param detail what was found and where the threshold lies, for people
 */
public record QualityFinding(QualityRule rule, String detail) {
  /** One line for people. */
  public String message() {
    return rule.code() + ": " + detail;
  }
}
