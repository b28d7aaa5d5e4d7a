package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedListener;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.embedded.EmbeddedServices;
import dev.sluice.jobs.config.SluiceConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a desk consists of, closed in the reverse of the order in which it was opened. */
final class DeskParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeskParts.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private EmbeddedServices services;
  private SluiceConfig config;
  private FeedSource source;
  private DeskCluster cluster;
  private TradingProgress progress;
  private DeskFeed feed;
  private Map<String, String> endpoints;

  /** Remembers what is to be closed. */
  <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  void served(EmbeddedServices newServices) {
    services = keep(newServices);
  }

  void configured(SluiceConfig newConfig, FeedSource newSource) {
    config = newConfig;
    source = newSource;
  }

  void clustered(DeskCluster newCluster) {
    cluster = keep(newCluster);
    progress = keep(new TradingProgress(config.bootstrapServers(), config.partitions()));
  }

  void reachable(Map<String, String> newEndpoints) {
    endpoints = Map.copyOf(newEndpoints);
  }

  void startFeed(Pace pace, int sessions, FeedListener listener) throws FeedException {
    feed = keep(DeskFeed.start(source, config, pace, sessions, listener));
  }

  EmbeddedServices services() {
    return services;
  }

  SluiceConfig config() {
    return config;
  }

  FeedSource source() {
    return source;
  }

  DeskCluster cluster() {
    return cluster;
  }

  TradingProgress progress() {
    return progress;
  }

  DeskFeed feed() {
    return feed;
  }

  Map<String, String> endpoints() {
    return endpoints;
  }

  /**
   * Looks after the jobs.
   *
   * @throws DeskException where one has ended
   */
  void checkJobs() {
    try {
      for (Map.Entry<String, JobStatus> job : cluster.statuses().entrySet()) {
        if (job.getValue().isGloballyTerminalState()) {
          throw new DeskException(
              "the job " + job.getKey() + " is " + job.getValue() + "; see logs/sluice.log");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new DeskException("the state of the jobs is not known: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The rest is to be closed all the same.
        LOG.warn("could not close {}", part.getClass().getSimpleName(), e);
      }
    }
  }
}
