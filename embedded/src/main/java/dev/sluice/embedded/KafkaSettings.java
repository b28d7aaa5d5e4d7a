package dev.sluice.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The broker's configuration: one node that is controller and broker, as light as it will go,
 * keeping every record for good, with broker timestamps because event times may be decades old.
 */
final class KafkaSettings {
  private KafkaSettings() {}

  static Properties of(Path data, int nodeId, int brokerPort, int controllerPort) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(nodeId));
    settings.put("log.dirs", data.toAbsolutePath().toString());
    addListeners(settings, nodeId, brokerPort, controllerPort);
    addTopicDefaults(settings);
    addSingleNodeInternals(settings);
    addLightness(settings);
    return settings;
  }

  private static void addListeners(
      Properties settings, int nodeId, int brokerPort, int controllerPort) {
    String broker = "PLAINTEXT://" + Ports.LOOPBACK + ":" + brokerPort;
    settings.put("listeners", broker + ",CONTROLLER://" + Ports.LOOPBACK + ":" + controllerPort);
    settings.put("advertised.listeners", broker);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.listener.names", "CONTROLLER");
    // Static voters: they are read anew at each start, so the port may change between starts.
    settings.put("controller.quorum.voters", nodeId + "@" + Ports.LOOPBACK + ":" + controllerPort);
  }

  private static void addTopicDefaults(Properties settings) {
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("log.message.timestamp.type", "LogAppendTime");
    settings.put("log.retention.ms", "-1");
    settings.put("log.retention.bytes", "-1");
    // What is much too large for a tick is to become a dead letter, not to be lost at the door.
    settings.put("message.max.bytes", "16777216");
  }

  private static void addSingleNodeInternals(Properties settings) {
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      settings.put(topic + ".num.partitions", "1");
      settings.put(topic + ".replication.factor", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // Long enough for a loaded machine; it is also how long a start after a kill may have to wait.
    settings.put("broker.heartbeat.interval.ms", "1000");
    settings.put("broker.session.timeout.ms", "6000");
    settings.put("controller.quorum.election.timeout.ms", "500");
    settings.put("controller.quorum.election.backoff.max.ms", "200");
  }

  private static void addLightness(Properties settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "2");
    settings.put("num.replica.fetchers", "1");
    settings.put("background.threads", "2");
    settings.put("num.recovery.threads.per.data.dir", "2");
    settings.put("log.cleaner.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    settings.put("offsets.load.buffer.size", Integer.toString(1 << 20));
    settings.put("offsets.topic.segment.bytes", Integer.toString(16 << 20));
    settings.put("transaction.state.log.segment.bytes", Integer.toString(16 << 20));
    settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    settings.put("queued.max.requests", "64");
    // Brokers of one process would otherwise register the same JMX names.
    settings.put("metric.reporters", "");
  }
}
