package dev.sluice.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its KRaft controller inside this process. Topics, records and group offsets
 * are kept in the directory; ports may differ from start to start. Topics have broker timestamps
 * (LogAppendTime) and no retention limit, and must be created before they are used.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LEADERS_POLL = Duration.ofMillis(20);
  private static final int BIND_ATTEMPTS = 5;
  private static final String META_PROPERTIES = "meta.properties";

  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  private EmbeddedKafka(DirectoryLock lock, KafkaRaftServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
  }

  /** As {@link #start(Path, int)} on any free port. */
  public static EmbeddedKafka start(Path directory) throws IOException {
    return start(directory, 0);
  }

  /**
   * Starts the broker on what the directory holds, or anew where it is absent or empty, and returns
   * when it answers.
   *
   * @param directory where everything is kept; made where absent
   * @param preferredPort the port clients connect to, 0 for any; when it is taken another is used
   * @throws IllegalStateException if the directory is in use or the broker cannot start
   * @throws IOException if the directory cannot be read or written
   */
  public static EmbeddedKafka start(Path directory, int preferredPort) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(directory);
    try {
      return start(lock, directory.resolve("data"), preferredPort);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedKafka start(DirectoryLock lock, Path data, int preferredPort)
      throws IOException {
    int nodeId = format(data);
    int wanted = preferredPort;
    RuntimeException lastFailure = null;
    for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
      int brokerPort = Ports.choose(wanted);
      Properties settings = KafkaSettings.of(data, nodeId, brokerPort, Ports.choose(0));
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      try {
        server.startup();
        EmbeddedKafka kafka = new EmbeddedKafka(lock, server, brokerPort);
        kafka.awaitAnswer();
        return kafka;
      } catch (RuntimeException e) {
        // The port may have been taken between the choice and the bind: once more with others.
        LOG.info("Kafka could not start on port {}: {}", brokerPort, e.toString());
        server.shutdown();
        server.awaitShutdown();
        lastFailure = e;
        wanted = 0;
      }
    }
    throw new IllegalStateException("Kafka could not start on directory " + data, lastFailure);
  }

  /**
   * Writes the identity of a new log directory.
   *
   * @return the node's id, which is the directory's for good; it is random so that several brokers
   *     in one process have different names in metrics and logs
   */
  private static int format(Path data) throws IOException {
    Path meta = data.resolve(META_PROPERTIES);
    if (Files.exists(meta)) {
      return readNodeId(meta);
    }
    Files.createDirectories(data);
    int nodeId = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silence)
          .setNodeId(nodeId)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(data.toAbsolutePath().toString())
          .setMetadataLogDirectory(Optional.of(data.toAbsolutePath().toString()))
          .setControllerListenerName("CONTROLLER")
          .setHasDynamicQuorum(false)
          .setIgnoreFormatted(false)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Kafka could not format directory " + data, e);
    }
    return nodeId;
  }

  private static int readNodeId(Path meta) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(meta)) {
      properties.load(reader);
    }
    String nodeId = properties.getProperty("node.id");
    if (nodeId == null || !nodeId.matches("\\d{1,10}")) {
      throw new IllegalStateException(
          meta + ": node.id is " + nodeId + ", expected a whole number of at least 0");
    }
    return Integer.parseInt(nodeId);
  }

  /** Waits until the broker is no longer fenced, so that it can take topics and records. */
  private void awaitAnswer() {
    try (Admin admin = Admin.create(clientSettings())) {
      admin.describeCluster().nodes().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not answer on " + bootstrapServers(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was starting", e);
    }
  }

  private Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    settings.put(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    return settings;
  }

  /** Where clients connect, as {@code host:port}. */
  public String bootstrapServers() {
    return Ports.LOOPBACK + ":" + port;
  }

  /**
   * Creates those of the topics that are absent; one that exists stays as it is, whatever the
   * number of its partitions. Each can be written when this returns.
   *
   * @param names the topics' names
   * @param partitions how many partitions a new topic gets, at least 1
   * @throws IllegalArgumentException if partitions is below 1
   * @throws IllegalStateException if the broker refuses a topic
   */
  public void createTopics(Collection<String> names, int partitions) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions " + partitions + ": expected at least 1");
    }
    try (Admin admin = Admin.create(clientSettings())) {
      var results =
          admin
              .createTopics(
                  names.stream()
                      .distinct()
                      .map(name -> new NewTopic(name, partitions, (short) 1))
                      .toList())
              .values();
      Map<TopicPartition, OffsetSpec> created = new HashMap<>();
      for (var result : results.entrySet()) {
        if (isCreated(result.getKey(), result.getValue())) {
          for (int partition = 0; partition < partitions; partition++) {
            created.put(new TopicPartition(result.getKey(), partition), OffsetSpec.latest());
          }
        }
      }
      awaitLeaders(admin, created);
    }
  }

  /**
   * A topic is created before its partitions can be written. A producer whose first batch is
   * refused for that, and whose second is not, was seen to repeat the first for ever.
   */
  private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> created) {
    long deadline = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
    while (true) {
      try {
        // The leaders themselves are asked, again until each has answered.
        admin.listOffsets(created).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
          throw new IllegalStateException("Kafka does not answer for " + created.keySet(), e);
        }
        LockSupport.parkNanos(LEADERS_POLL.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + created.keySet(), e);
      }
    }
  }

  /** False where it was there before. */
  private static boolean isCreated(String name, KafkaFuture<Void> creation) {
    try {
      creation.get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new IllegalStateException("Kafka refused topic " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topic " + name, e);
    }
  }

  /** Stops the broker, which flushes its logs; a second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      lock.close();
    }
  }
}
