package dev.sluice.jobs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.jobs.FlinkEnvironment;
import dev.sluice.jobs.NewestCheckpoint;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.desk.DeskJobs;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Sees to it that each job of the desk runs: a JobManager that comes back knows none, and is given
 * each again from its newest complete checkpoint. It never submits while it cannot list what runs.
 */
final class JobSupervisor implements AutoCloseable {
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration SUBMISSION = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final URI address;
  private final RestClusterClient<StandaloneClusterId> client;
  private final Path checkpoints;
  private final SluiceConfig config;
  private int submissions;

  /**
   * A supervisor of the cluster at this port.
   *
   * @param checkpoints directory of the desk's checkpoints
   */
  JobSupervisor(int restPort, Path checkpoints, SluiceConfig config) throws Exception {
    this.address = URI.create("http://127.0.0.1:" + restPort + "/");
    this.checkpoints = checkpoints;
    this.config = config;
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.PORT, restPort);
    settings.set(RestOptions.RETRY_MAX_ATTEMPTS, 1);
    settings.set(RestOptions.RETRY_DELAY, Duration.ofMillis(200));
    this.client = new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
  }

  /** The directory of a job's checkpoints. */
  Path checkpointsOf(String job) {
    return checkpoints.resolve(job);
  }

  /** How often a job was submitted. */
  int submissions() {
    return submissions;
  }

  /**
   * Submits what does not run.
   *
   * @return true where all run, each with all of its tasks
   */
  boolean ensure() throws Exception {
    Map<String, JsonNode> known = new HashMap<>();
    try {
      if (get("overview").path("taskmanagers").asInt() == 0) {
        return false;
      }
      for (JsonNode job : get("jobs/overview").path("jobs")) {
        if (!job.path("state").asText().matches("FAILED|CANCELED|FINISHED|SUSPENDED")) {
          known.put(job.path("name").asText(), job);
        }
      }
    } catch (IOException away) {
      return false;
    }
    boolean all = true;
    for (Map.Entry<String, DeskJobs.Topology> job : DeskJobs.all().entrySet()) {
      JsonNode running = known.get(job.getKey());
      if (running == null) {
        submit(job.getKey(), job.getValue());
        all = false;
      } else {
        JsonNode tasks = running.path("tasks");
        all &= tasks.path("running").asInt() == tasks.path("total").asInt();
      }
    }
    return all;
  }

  /** Submits a job, from its newest complete checkpoint where it has one. */
  void submit(String name, DeskJobs.Topology topology) throws Exception {
    Path directory = checkpointsOf(name);
    StreamExecutionEnvironment env =
        FlinkEnvironment.create(
            config.with(SluiceOptions.CHECKPOINT_DIRECTORY, directory.toUri().toString()));
    topology.define(env, config);
    StreamGraph stream = env.getStreamGraph();
    stream.setJobName(name);
    JobGraph graph = stream.getJobGraph();
    Optional<URI> newest = NewestCheckpoint.find(directory.toUri());
    newest.ifPresent(
        checkpoint ->
            graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(
                    checkpoint.toString(), false, RecoveryClaimMode.CLAIM)));
    try {
      client.submitJob(graph).get(SUBMISSION.toMillis(), TimeUnit.MILLISECONDS);
      submissions++;
    } catch (ExecutionException | TimeoutException e) {
      // Whether it has arrived is told by the next list, and only then it is submitted again.
      org.slf4j.LoggerFactory.getLogger(JobSupervisor.class).warn("{} not submitted", name, e);
    }
  }

  /**
   * Asks for a checkpoint of each job.
   *
   * @return one future a job that runs; it fails where the checkpoint does
   */
  Map<String, CompletableFuture<Long>> triggerCheckpoints()
      throws IOException, InterruptedException {
    Map<String, CompletableFuture<Long>> triggered = new HashMap<>();
    for (JsonNode job : get("jobs/overview").path("jobs")) {
      if (job.path("state").asText().equals("RUNNING")) {
        JobID id = JobID.fromHexString(job.path("jid").asText());
        triggered.put(job.path("name").asText(), client.triggerCheckpoint(id, CheckpointType.FULL));
      }
    }
    return triggered;
  }

  /** Name of the TaskManager with the fewest free slots; empty where none is known. */
  String busiest() throws IOException, InterruptedException {
    String busiest = "";
    int fewest = Integer.MAX_VALUE;
    for (JsonNode manager : get("taskmanagers").path("taskmanagers")) {
      if (manager.path("freeSlots").asInt() < fewest) {
        fewest = manager.path("freeSlots").asInt();
        busiest = manager.path("id").asText();
      }
    }
    return busiest;
  }

  /**
   * Takes a checkpoint of every job, so that all that was written has arrived.
   *
   * @return why one could not be taken in time; empty where all were
   */
  Optional<String> checkpoint(Duration timeout) throws InterruptedException {
    try {
      Map<String, CompletableFuture<Long>> all = triggerCheckpoints();
      for (CompletableFuture<Long> one : all.values()) {
        one.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
      return all.size() == DeskJobs.all().size()
          ? Optional.empty()
          : Optional.of("only " + all.keySet() + " run");
    } catch (IOException | ExecutionException | TimeoutException e) {
      return Optional.of(e.toString());
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
