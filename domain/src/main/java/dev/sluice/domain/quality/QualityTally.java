package dev.sluice.domain.quality;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What was found in a symbol's data of one session. Adding verdicts in any order, and merging
 * tallies in any order, gives the same. Mutable and constant in size.
 */
public final class QualityTally {
  private static final QualityRule[] RULES = QualityRule.values();

  private final String symbol;
  private final LocalDate sessionDate;
  private final long[] counts = new long[RULES.length];
  private long records;
  private long rejected;

  /**
   * An empty tally.
   *
   * @param sessionDate the exchange's date of the session
   */
  public QualityTally(String symbol, LocalDate sessionDate) {
    this.symbol = Objects.requireNonNull(symbol, "symbol");
    this.sessionDate = Objects.requireNonNull(sessionDate, "sessionDate");
  }

  /** Adds what was said of one record. */
  public void add(QualityVerdict verdict) {
    records++;
    rejected += verdict.disposition() == QualityVerdict.Disposition.REJECT ? 1 : 0;
    for (QualityFinding finding : verdict.findings()) {
      counts[finding.rule().ordinal()]++;
    }
  }

  /** Adds records of which nothing was found. */
  public void addClean(long number) {
    records += number;
  }

  /** Adds what was found beside the verdict of a record that was added. */
  public void note(QualityRule rule) {
    counts[rule.ordinal()]++;
  }

  /** Notes that records which were held are used by nobody. */
  public void addDiscarded(int held) {
    rejected += held;
  }

  /**
   * Adds another tally of the same symbol and session.
   *
   * @throws IllegalArgumentException where it is of another
   */
  public void merge(QualityTally other) {
    if (!symbol.equals(other.symbol) || !sessionDate.equals(other.sessionDate)) {
      throw new IllegalArgumentException(
          "tally of %s %s, expected one of %s %s"
              .formatted(other.symbol, other.sessionDate, symbol, sessionDate));
    }
    records += other.records;
    rejected += other.rejected;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** Ticker. */
  public String symbol() {
    return symbol;
  }

  /** The exchange's date of the session. */
  public LocalDate sessionDate() {
    return sessionDate;
  }

  /** How many records were judged. */
  public long records() {
    return records;
  }

  /** How many of them were rejected. */
  public long rejected() {
    return rejected;
  }

  /** How often a rule was broken. */
  public long count(QualityRule rule) {
    return counts[rule.ordinal()];
  }

  /** How often each rule was broken, those that were, in the order of the rules. */
  public Map<QualityRule, Long> counts() {
    Map<QualityRule, Long> found = new EnumMap<>(QualityRule.class);
    for (QualityRule rule : RULES) {
      if (count(rule) > 0) {
        found.put(rule, count(rule));
      }
    }
    return found;
  }

  /** Writes the state; version 1. Rules stand by their codes, so that their order may change. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(1);
    out.writeUTF(symbol);
    out.writeLong(sessionDate.toEpochDay());
    out.writeLong(records);
    out.writeLong(rejected);
    Map<QualityRule, Long> found = counts();
    out.writeByte(found.size());
    for (Map.Entry<QualityRule, Long> entry : found.entrySet()) {
      out.writeUTF(entry.getKey().code());
      out.writeLong(entry.getValue());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException where it is of another version or has a rule that there is not
   */
  public static QualityTally read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != 1) {
      throw new IOException("QualityTally: version was " + version + ", expected 1");
    }
    QualityTally tally = new QualityTally(in.readUTF(), LocalDate.ofEpochDay(in.readLong()));
    tally.records = in.readLong();
    tally.rejected = in.readLong();
    int found = in.readUnsignedByte();
    for (int i = 0; i < found; i++) {
      String code = in.readUTF();
      long count = in.readLong();
      tally.counts[rule(code).ordinal()] = count;
    }
    return tally;
  }

  private static QualityRule rule(String code) throws IOException {
    try {
      return QualityRule.valueOf(code);
    } catch (IllegalArgumentException e) {
      throw new IOException("QualityTally: rule '" + code + "', expected a known one", e);
    }
  }

  /** An independent copy. */
  public QualityTally copy() {
    QualityTally copy = new QualityTally(symbol, sessionDate);
    copy.merge(this);
    return copy;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof QualityTally other
        && symbol.equals(other.symbol)
        && sessionDate.equals(other.sessionDate)
        && records == other.records
        && rejected == other.rejected
        && Arrays.equals(counts, other.counts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(symbol, sessionDate, records, rejected, Arrays.hashCode(counts));
  }

  @Override
  public String toString() {
    return "%s %s: %d records, %d rejected, %s"
        .formatted(symbol, sessionDate, records, rejected, counts());
  }
}
