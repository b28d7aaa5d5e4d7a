package dev.sluice.bench.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Flink in this process: one TaskManager, a slot a subtask. */
final class BenchCluster implements AutoCloseable {
  /** Longer than any run; what takes longer hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final MiniCluster cluster;

  BenchCluster(int slots) throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    settings.setString("metrics.reporter.bench.factory.class", Counters.Factory.class.getName());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
  }

  /** Submits a job. */
  JobID submit(StreamExecutionEnvironment env, String name) throws Exception {
    Counters.clear();
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(name);
    return cluster.submitJob(graph.getJobGraph()).get().getJobID();
  }

  /**
   * Waits for a condition while a job runs.
   *
   * @param pollMillis how often it is looked at
   * @throws IllegalStateException where the job fails meanwhile
   * @throws TimeoutException where it does not come true
   */
  void await(JobID job, String what, long pollMillis, BooleanSupplier condition) throws Exception {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    long nextLook = System.nanoTime();
    while (!condition.getAsBoolean()) {
      long now = System.nanoTime();
      if (now >= nextLook) {
        requireNotFailed(job);
        nextLook = now + TimeUnit.SECONDS.toNanos(1);
      }
      if (now > patience) {
        throw new TimeoutException("waited " + PATIENCE + " for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(pollMillis);
    }
  }

  /** Waits until a bounded job has finished. */
  void awaitFinished(JobID job) throws Exception {
    await(job, "the end of the job", 5, () -> status(job) == JobStatus.FINISHED);
  }

  private JobStatus status(JobID job) {
    return cluster.getJobStatus(job).join();
  }

  private void requireNotFailed(JobID job) throws Exception {
    JobStatus status = status(job);
    if (status == JobStatus.RESTARTING
        || status == JobStatus.FAILING
        || status == JobStatus.FAILED
        || status == JobStatus.CANCELED) {
      String cause =
          cluster
              .getExecutionGraph(job)
              .thenApply(
                  graph ->
                      graph.getFailureInfo() == null
                          ? "no cause known"
                          : graph.getFailureInfo().getExceptionAsString())
              .get();
      throw new IllegalStateException("the job is " + status + ": " + cause);
    }
  }

  /** Takes a savepoint into a directory. */
  void savepoint(JobID job, Path directory) throws Exception {
    cluster
        .triggerSavepoint(job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get();
  }

  /** Cancels a job and waits for its end. */
  void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get();
    while (!status(job).isGloballyTerminalState()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
