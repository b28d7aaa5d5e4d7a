package dev.sluice.domain.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * What the rules say of one record.
 *
 * @param disposition what becomes of it
 * @param resolution what becomes of the records that were held before it
 * @param findings the rules that it breaks, in the order in which they were judged
 */
public record QualityVerdict(
    Disposition disposition, Resolution resolution, List<QualityFinding> findings) {
  /** What becomes of a record. */
  public enum Disposition {
    /** It is used. */
    PASS,
    /** It is kept aside until a later verdict resolves it. */
    HOLD,
    /** It goes no further. */
    REJECT
  }

  /** What becomes of the records of the same kind that are held. */
  public enum Resolution {
    /** Nothing changes. */
    NONE,
    /** They are used, before the record that is judged. */
    RELEASE,
    /** They were wrong and go no further. */
    DISCARD
  }

  /** Nothing was found. */
  public static final QualityVerdict CLEAN =
      new QualityVerdict(Disposition.PASS, Resolution.NONE, List.of());

  public QualityVerdict {
    findings = List.copyOf(findings);
  }

  /** The same findings where the record, and what was held before it, is used all the same. */
  public QualityVerdict used() {
    return disposition == Disposition.PASS && resolution == Resolution.NONE
        ? this
        : new QualityVerdict(Disposition.PASS, Resolution.NONE, findings);
  }

  /** A record that breaks a rule and goes no further. */
  public static QualityVerdict reject(QualityRule rule, String detail) {
    return new QualityVerdict(
        Disposition.REJECT, Resolution.NONE, List.of(new QualityFinding(rule, detail)));
  }

  /** Collects findings; makes nothing where there are none, which is the common case. */
  static final class Draft {
    private List<QualityFinding> findings;
    private Disposition disposition = Disposition.PASS;
    private Resolution resolution = Resolution.NONE;

    void add(QualityRule rule, String detail) {
      if (findings == null) {
        findings = new ArrayList<>(2);
      }
      findings.add(new QualityFinding(rule, detail));
    }

    /** Takes what a watch says of a price. */
    void add(SpikeWatch watch, String what, double price, double reference, double threshold) {
      switch (watch.outcome()) {
        case NORMAL -> {}
        case SUSPECT -> {
          disposition = Disposition.HOLD;
          add(
              QualityRule.SPIKE,
              "%s %s is %.2f %% from %s, threshold %.2f %%"
                  .formatted(
                      what, price, 100 * (price / reference - 1), reference, 100 * threshold));
        }
        case HELD -> disposition = Disposition.HOLD;
        case CONFIRMED -> {
          resolution = Resolution.RELEASE;
          add(
              QualityRule.SPIKE_CONFIRMED,
              "%s is at %s, %d held before it".formatted(what, price, watch.resolved()));
        }
        case REFUTED -> {
          resolution = Resolution.DISCARD;
          add(
              QualityRule.SPIKE_REFUTED,
              "%s is back at %s, %d held before it".formatted(what, price, watch.resolved()));
        }
      }
    }

    QualityVerdict verdict() {
      if (findings == null && disposition == Disposition.PASS && resolution == Resolution.NONE) {
        return CLEAN;
      }
      return new QualityVerdict(disposition, resolution, findings == null ? List.of() : findings);
    }
  }
}
