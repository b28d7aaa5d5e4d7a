package dev.sluice.jobs.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * A Flink cluster of separate processes on this machine, with the repository's {@code
 * flink-conf/config.yaml}: one JobManager and any number of TaskManagers, each of which can be
 * killed. Logs of all processes are in the working directory.
 */
public final class ProcessCluster implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(120);
  private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");

  private final Path directory;
  private final Path configuration;
  private final Map<String, String> overrides;
  private final FlinkRest rest;
  private final List<Process> taskManagers = new ArrayList<>();
  private Process jobManager;
  private int started;

  private ProcessCluster(
      Path directory, Path configuration, Map<String, String> overrides, int restPort) {
    this.directory = directory;
    this.configuration = configuration;
    this.overrides = overrides;
    this.rest = new FlinkRest(URI.create("http://127.0.0.1:" + restPort + "/"));
  }

  /**
   * Starts the processes and returns when all slots are there.
   *
   * @param directory for checkpoints, temporary files and logs; must exist
   * @param taskManagers how many TaskManagers
   * @param settings Flink settings that take precedence over the configuration file
   * @param secrets Flink settings that no command line may show; they are written behind a copy of
   *     the configuration file, as the image's entry point does
   */
  public static ProcessCluster start(
      Path directory, int taskManagers, Map<String, String> settings, Map<String, String> secrets)
      throws IOException, InterruptedException {
    List<Integer> ports = freePorts(3);
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("jobmanager.rpc.address", "127.0.0.1");
    overrides.put("jobmanager.rpc.port", ports.get(0).toString());
    overrides.put("jobmanager.bind-host", "127.0.0.1");
    overrides.put("rest.address", "127.0.0.1");
    overrides.put("rest.bind-address", "127.0.0.1");
    overrides.put("rest.port", ports.get(1).toString());
    overrides.put("blob.server.port", ports.get(2).toString());
    overrides.put("taskmanager.host", "127.0.0.1");
    overrides.put("taskmanager.bind-host", "127.0.0.1");
    overrides.put("taskmanager.memory.process.size", "1024m");
    overrides.put(
        "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    overrides.put(
        "execution.checkpointing.savepoint-dir",
        directory.resolve("savepoints").toUri().toString());
    overrides.put("io.tmp.dirs", Files.createDirectories(directory.resolve("tmp")).toString());
    overrides.putAll(settings);
    ProcessCluster cluster =
        new ProcessCluster(
            directory, copyConfiguration(directory, secrets), overrides, ports.get(1));
    try {
      cluster.startJobManager();
      for (int i = 0; i < taskManagers; i++) {
        cluster.startTaskManager();
      }
      cluster.awaitTaskManagers(taskManagers);
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static Path copyConfiguration(Path directory, Map<String, String> secrets)
      throws IOException {
    Path copy = Files.createDirectories(directory.resolve("conf"));
    Path original = Repository.file("flink-conf");
    for (String name : List.of("config.yaml", "log4j-cli.properties", "log4j-console.properties")) {
      Files.copy(original.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> lines =
        secrets.entrySet().stream().map(line -> line.getKey() + ": " + line.getValue()).toList();
    Files.write(copy.resolve("config.yaml"), lines, StandardOpenOption.APPEND);
    return copy;
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Starts the JobManager; also again after it was killed. */
  public void startJobManager() throws IOException {
    jobManager =
        launch(
            "jobmanager",
            List.of("-Xmx512m"),
            StandaloneSessionClusterEntrypoint.class.getName(),
            withOverrides(overrides));
  }

  /** Starts one more TaskManager. */
  public void startTaskManager() throws IOException {
    Configuration effective =
        GlobalConfiguration.loadConfiguration(
            configuration.toString(), Configuration.fromMap(overrides));
    // What bin/taskmanager.sh does: the process is told the size of each part of its memory.
    var memory = TaskExecutorProcessUtils.processSpecFromConfig(effective);
    Map<String, String> all = new LinkedHashMap<>(overrides);
    String[] parts =
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory).strip().split("\\s*-D\\s+");
    for (String part : parts) {
      if (!part.isBlank()) {
        String[] setting = part.strip().split("=", 2);
        all.put(setting[0], setting[1]);
      }
    }
    List<String> options =
        List.of(ProcessMemoryUtils.generateJvmParametersStr(memory).split("\\s+"));
    taskManagers.add(
        launch("taskmanager", options, TaskManagerRunner.class.getName(), withOverrides(all)));
  }

  /** Waits until so many TaskManagers are registered and all their slots are. */
  public void awaitTaskManagers(int count) throws InterruptedException {
    rest.await(
        "/overview",
        START_PATIENCE,
        overview ->
            overview.path("taskmanagers").asInt() == count
                && overview.path("slots-total").asInt() >= count);
  }

  /** Kills the TaskManager that was started first of those alive, as {@code kill -9} does. */
  public void killTaskManager() throws InterruptedException {
    taskManagers.remove(0).destroyForcibly().waitFor();
  }

  /** Kills the JobManager, as {@code kill -9} does. */
  public void killJobManager() throws InterruptedException {
    jobManager.destroyForcibly().waitFor();
  }

  /** The JobManager's REST endpoint. */
  public FlinkRest rest() {
    return rest;
  }

  /**
   * Runs {@code flink run -d -c mainClass target/sluice-jobs.jar arguments}.
   *
   * @return the job's id
   */
  public String submit(String mainClass, String... arguments)
      throws IOException, InterruptedException {
    return submit(Repository.file("jobs/target/sluice-jobs.jar"), mainClass, arguments);
  }

  /** As {@link #submit(String, String...)} with a jar of the caller's. */
  public String submit(Path jar, String mainClass, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("run", "-d", "-c", mainClass));
    command.addAll(dynamicProperties());
    command.add(jar.toString());
    Collections.addAll(command, arguments);
    Process client = launch("client", List.of("-Xmx256m"), CliFrontend.class.getName(), command);
    Path log = directory.resolve("client-" + started + ".log");
    if (!client.waitFor(SUBMIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      client.destroyForcibly().waitFor();
      throw new IllegalStateException("flink run did not end: " + Files.readString(log));
    }
    String output = Files.readString(log);
    Matcher matcher = JOB_ID.matcher(output);
    if (client.exitValue() != 0 || !matcher.find()) {
      throw new IllegalStateException("flink run ended with " + client.exitValue() + ": " + output);
    }
    return matcher.group(1);
  }

  private Process launch(
      String name, List<String> options, String mainClass, List<String> arguments)
      throws IOException {
    started++;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    Configuration file = GlobalConfiguration.loadConfiguration(configuration.toString());
    Collections.addAll(command, file.getString("env.java.opts.all", "").strip().split("\\s+"));
    String logging = name.equals("client") ? "log4j-cli.properties" : "log4j-console.properties";
    command.add("-Dlog4j2.configurationFile=" + configuration.resolve(logging));
    command.addAll(List.of("-cp", FlinkLibraries.classPath(), mainClass));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + "-" + started + ".log").toFile());
    builder.environment().put("FLINK_CONF_DIR", configuration.toString());
    builder
        .environment()
        .put("FLINK_PLUGINS_DIR", FlinkLibraries.plugins(directory.resolve("plugins")).toString());
    return builder.start();
  }

  private List<String> withOverrides(Map<String, String> settings) {
    List<String> arguments = new ArrayList<>(List.of("--configDir", configuration.toString()));
    settings.forEach((key, value) -> Collections.addAll(arguments, "-D", key + "=" + value));
    return arguments;
  }

  private List<String> dynamicProperties() {
    return overrides.entrySet().stream()
        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
        .toList();
  }

  /** Ends all processes. */
  @Override
  public void close() {
    List<Process> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    // Nothing here is worth a clean end: checkpoints are complete or they are not.
    all.forEach(Process::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }
}
