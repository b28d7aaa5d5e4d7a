package dev.sluice.jobs.cli;

import dev.sluice.domain.quality.QualityFinding;
import dev.sluice.domain.quality.QualityRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found in a file, row by row. Bounded by its symbols, whatever the file's length. */
final class QualityReport {
  /** Rows of each code that are shown. */
  private static final int EXAMPLES = 3;

  /**
   * A row that shows what was found.
   *
   * @param line the line in the file, from 1
   * @param detail what was found in it
   */
  record Example(long line, String detail) {}

  /** How often something was found, and where first. */
  static final class Found {
    private long count;
    private final List<Example> examples = new ArrayList<>();

    private void add(long line, String detail, int shown) {
      count++;
      if (examples.size() < shown) {
        examples.add(new Example(line, detail));
      }
    }

    long count() {
      return count;
    }

    List<Example> examples() {
      return examples;
    }
  }

  private final Set<String> symbols = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();
  private final Map<String, Found> rejections = new TreeMap<>();
  private final Map<String, Map<QualityRule, Found>> annotations = new TreeMap<>();
  private long rows;
  private long accepted;
  private String first;
  private String last;
  private long firstTime = Long.MAX_VALUE;
  private long lastTime = Long.MIN_VALUE;

  /** A row that could be read. */
  void row(String symbol) {
    rows++;
    symbols.add(symbol);
  }

  /** A row that could not. */
  void unreadable() {
    rows++;
  }

  /** A row of a symbol that is not asked for. */
  void others(String symbol) {
    others.add(symbol);
  }

  /**
   * A row that is used.
   *
   * @param time what orders it among others of the file
   * @param when its ISO date or UTC time
   */
  void accepted(long time, String when) {
    accepted++;
    if (time < firstTime) {
      firstTime = time;
      first = when;
    }
    if (time > lastTime) {
      lastTime = time;
      last = when;
    }
  }

  void rejected(String code, long line, String detail) {
    rejections.computeIfAbsent(code, c -> new Found()).add(line, detail, EXAMPLES);
  }

  void noted(String symbol, QualityFinding finding, long line) {
    annotations
        .computeIfAbsent(symbol, s -> new EnumMap<>(QualityRule.class))
        .computeIfAbsent(finding.rule(), r -> new Found())
        .add(line, finding.detail(), 1);
  }

  /** Rows that were read, rejected ones too, without those of symbols that are not asked for. */
  long rows() {
    return rows;
  }

  long accepted() {
    return accepted;
  }

  long rejected() {
    return rows - accepted;
  }

  Set<String> symbols() {
    return symbols;
  }

  /** The symbols that the file has and that are not asked for. */
  Set<String> others() {
    return others;
  }

  boolean hasOthers() {
    return !others.isEmpty();
  }

  /** The earliest date or time of a row that is used; null where none is. */
  String first() {
    return first;
  }

  /** The latest date or time of a row that is used; null where none is. */
  String last() {
    return last;
  }

  /** By code. */
  Map<String, Found> rejections() {
    return rejections;
  }

  /** By symbol and rule. */
  Map<String, Map<QualityRule, Found>> annotations() {
    return annotations;
  }
}
