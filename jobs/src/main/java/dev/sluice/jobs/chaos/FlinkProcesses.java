package dev.sluice.jobs.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/** A JobManager and TaskManagers, each a process. A JobManager comes back on the ports it had. */
final class FlinkProcesses {
  /** So many that the jobs find room when one of them is gone. */
  static final int TASK_MANAGERS = 2;

  private static final int SLOTS = 4;

  private final Path directory;
  private final Path configuration;
  private final Map<String, String> environment;
  private final int restPort;
  private final List<ChildProcess> taskManagers = new ArrayList<>();
  private ChildProcess jobManager;
  private int started;

  /**
   * Starts none yet.
   *
   * @param directory for the configuration, temporary files and logs
   * @param s3 Flink's settings of the object store
   * @param environment of the TaskManagers: where an operator finds its secrets
   */
  FlinkProcesses(Path directory, Map<String, String> s3, Map<String, String> environment)
      throws IOException {
    this.directory = directory;
    this.environment = environment;
    List<Integer> ports = ChaosPorts.free(3);
    this.restPort = ports.get(1);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.rpc.port", ports.get(0).toString());
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("jobmanager.memory.process.size", "1g");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", ports.get(1).toString());
    settings.put("blob.server.port", ports.get(2).toString());
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("taskmanager.memory.process.size", "1600m");
    settings.put("taskmanager.memory.managed.fraction", "0.05");
    settings.put("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS));
    // A process that is gone is missed after two beats, as in flink-conf/config.yaml.
    settings.put("heartbeat.interval", "2 s");
    settings.put("heartbeat.timeout", "30 s");
    // One that has looked for the JobManager in vain looks again soon.
    settings.put("cluster.registration.error-delay", "1 s");
    settings.put("io.tmp.dirs", Files.createDirectories(directory.resolve("tmp")).toString());
    settings.putAll(s3);
    this.configuration = Files.createDirectories(directory.resolve("conf"));
    Files.write(
        configuration.resolve("config.yaml"),
        settings.entrySet().stream().map(s -> s.getKey() + ": \"" + s.getValue() + "\"").toList());
  }

  int restPort() {
    return restPort;
  }

  ChildProcess jobManager() {
    return jobManager;
  }

  /** Those that were not seen to be dead, the oldest first. */
  List<ChildProcess> taskManagers() {
    return List.copyOf(taskManagers);
  }

  void startJobManager() throws IOException {
    jobManager =
        ChildProcess.start(
            "jobmanager-" + ++started,
            directory,
            List.of("-Xmx512m"),
            List.of("jobmanager", "--configDir", configuration.toString()),
            Map.of("FLINK_CONF_DIR", configuration.toString()));
  }

  void startTaskManager() throws IOException {
    Configuration effective = GlobalConfiguration.loadConfiguration(configuration.toString());
    // What bin/taskmanager.sh does: the process is told the size of each part of its memory.
    var memory = TaskExecutorProcessUtils.processSpecFromConfig(effective);
    List<String> arguments =
        new ArrayList<>(List.of("taskmanager", "--configDir", configuration.toString()));
    for (String part :
        TaskExecutorProcessUtils.generateDynamicConfigsStr(memory).strip().split("\\s*-D\\s+")) {
      if (!part.isBlank()) {
        arguments.addAll(List.of("-D", part.strip()));
      }
    }
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("FLINK_CONF_DIR", configuration.toString());
    String name = "taskmanager-" + ++started;
    arguments.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    taskManagers.add(
        ChildProcess.start(
            name,
            directory,
            List.of(ProcessMemoryUtils.generateJvmParametersStr(memory).strip().split("\\s+")),
            arguments,
            all));
  }

  /** The place of the TaskManager of this name; 0 where there is none of it. */
  int indexOf(String name) {
    for (int i = 0; i < taskManagers.size(); i++) {
      if (taskManagers.get(i).name().equals(name)) {
        return i;
      }
    }
    return 0;
  }

  void killTaskManager(int index) throws InterruptedException {
    taskManagers.remove(index).kill();
  }

  /** Starts what has ended by itself. */
  int revive() throws IOException {
    int revived = 0;
    taskManagers.removeIf(manager -> !manager.isAlive());
    while (taskManagers.size() < TASK_MANAGERS) {
      startTaskManager();
      revived++;
    }
    if (jobManager == null || !jobManager.isAlive()) {
      startJobManager();
      revived++;
    }
    return revived;
  }
}
