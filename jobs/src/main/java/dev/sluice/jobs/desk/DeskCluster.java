package dev.sluice.jobs.desk;

import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.NewestCheckpoint;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this process, and the supervisor of its jobs: each is submitted from its newest complete
 * checkpoint, since Flink has no high availability on files.
 */
final class DeskCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeskCluster.class);
  private static final int JOBS = 4;

  private final MiniCluster cluster;
  private final Path checkpoints;
  private final Map<String, JobID> jobs = new LinkedHashMap<>();

  private DeskCluster(MiniCluster cluster, Path checkpoints) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
  }

  /**
   * Starts the cluster and its dashboard.
   *
   * @param checkpoints directory of this desk's checkpoints
   * @param config where the object store is, and the parallelism of the jobs
   * @param dashboardPort preferred port of the dashboard; where it is taken, any other is used
   */
  static DeskCluster start(Path checkpoints, SluiceConfig config, int dashboardPort)
      throws Exception {
    Configuration settings = clusterSettings(config, dashboardPort);
    FileSystem.initialize(settings, null);
    MiniClusterConfiguration configuration =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(settings)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(JOBS * config.parallelism())
            .build();
    MiniCluster cluster = new MiniCluster(configuration);
    cluster.start();
    return new DeskCluster(cluster, checkpoints);
  }

  private static Configuration clusterSettings(SluiceConfig config, int dashboardPort) {
    Configuration settings = new Configuration();
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.PORT, dashboardPort);
    // Flink tries these in turn: somebody may take the first before it is bound.
    settings.set(RestOptions.BIND_PORT, dashboardPort + ",0");
    settings.set(JobManagerOptions.ADDRESS, "127.0.0.1");
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    settings.setString("s3.endpoint", config.get(SluiceOptions.S3_ENDPOINT));
    settings.setString("s3.access-key", config.get(SluiceOptions.S3_ACCESS_KEY));
    settings.setString("s3.secret-key", config.get(SluiceOptions.S3_SECRET_KEY));
    settings.setString("s3.path.style.access", "true");
    settings.setString("s3.path-style-access", "true");
    return settings;
  }

  /** Submits a job, from its newest complete checkpoint where it has one. */
  void submit(String name, SluiceConfig config, DeskJobs.Topology topology) throws Exception {
    Path directory = checkpoints.resolve(name);
    StreamExecutionEnvironment env =
        FlinkEnvironment.create(
            config.with(SluiceOptions.CHECKPOINT_DIRECTORY, directory.toUri().toString()));
    topology.define(env, config);
    JobGraph graph = jobGraph(env, name);
    Optional<URI> newest = NewestCheckpoint.find(directory.toUri());
    newest.ifPresent(
        checkpoint -> {
          LOG.info("{} goes on from {}", name, checkpoint);
          graph.setSavepointRestoreSettings(
              SavepointRestoreSettings.forPath(
                  checkpoint.toString(), false, RecoveryClaimMode.CLAIM));
        });
    jobs.put(name, cluster.submitJob(graph).get().getJobID());
  }

  private static JobGraph jobGraph(StreamExecutionEnvironment env, String name) {
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(name);
    return graph.getJobGraph();
  }

  /** Address of the dashboard. */
  URI dashboard() throws ExecutionException, InterruptedException {
    return cluster.getRestAddress().get();
  }

  /** State of each job, by name. */
  Map<String, JobStatus> statuses() throws ExecutionException, InterruptedException {
    Map<String, JobStatus> statuses = new LinkedHashMap<>();
    for (Map.Entry<String, JobID> job : jobs.entrySet()) {
      statuses.put(job.getKey(), cluster.getJobStatus(job.getValue()).get());
    }
    return statuses;
  }

  /**
   * Takes a checkpoint of every job, so that the next start goes on from here and all that was
   * written has arrived.
   *
   * @throws IOException where one could not be taken in time
   */
  void checkpoint(Duration timeout) throws IOException, InterruptedException {
    Map<String, CompletableFuture<Long>> pending = new LinkedHashMap<>();
    jobs.forEach(
        (name, id) -> pending.put(name, cluster.triggerCheckpoint(id, CheckpointType.FULL)));
    for (Map.Entry<String, CompletableFuture<Long>> one : pending.entrySet()) {
      try {
        one.getValue().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("no checkpoint of " + one.getKey() + ": " + e, e);
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (JobID job : jobs.values()) {
      if (!cluster.getJobStatus(job).get().isGloballyTerminalState()) {
        cluster.cancelJob(job).get();
      }
    }
    cluster.close();
  }
}
