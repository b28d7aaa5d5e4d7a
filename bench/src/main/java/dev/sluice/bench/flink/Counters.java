package dev.sluice.bench.flink;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The counters of the jobs in this JVM, read where they are: nothing is added to a job, and its
 * shape may change. Flink makes the reporter by itself, so what it hears is kept statically.
 */
public final class Counters implements MetricReporter {
  private static final Map<Metric, Place> ALL = new ConcurrentHashMap<>();

  /** Where a counter belongs. */
  private record Place(String job, String operator, String name) {}

  /** Says that only sources are meant, whatever they are called. */
  private static final String SOURCE = "Source: ";

  /** Forgets the counters of the jobs so far. */
  static void clear() {
    ALL.clear();
  }

  /** Records that the sources have read, in all subtasks. */
  static long read(String job) {
    return ALL.entrySet().stream()
        .filter(e -> e.getValue().job().equals(job))
        .filter(e -> e.getValue().name().equals("numRecordsIn"))
        .filter(e -> e.getValue().operator().startsWith(SOURCE))
        .mapToLong(e -> ((Counter) e.getKey()).getCount())
        .sum();
  }

  /** The sum of a counter of the job's own over all operators; 0 where no operator has it. */
  static long sum(String job, String name) {
    return ALL.entrySet().stream()
        .filter(e -> e.getValue().job().equals(job) && e.getValue().name().equals(name))
        .mapToLong(e -> ((Counter) e.getKey()).getCount())
        .sum();
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing to open.
  }

  @Override
  public void close() {
    // What was counted can still be read.
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Map<String, String> variables = group.getAllVariables();
    String operator = variables.get("<operator_name>");
    if (metric instanceof Counter && operator != null) {
      ALL.put(metric, new Place(variables.get("<job_id>"), operator, name));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // A job that is over is still asked for what it counted; see clear().
  }

  /** What Flink finds by its service file. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new Counters();
    }
  }
}
