package dev.sluice.jobs.desk;

import dev.sluice.connectors.feed.FeedClients;
import dev.sluice.connectors.feed.FeedConfig;
import dev.sluice.connectors.feed.FeedEncoders;
import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedListener;
import dev.sluice.connectors.feed.FeedProgress;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.feed.HistoryFeedSource;
import dev.sluice.connectors.feed.MarketFeed;
import dev.sluice.connectors.feed.Pace;
import dev.sluice.connectors.feed.Sequencer;
import dev.sluice.connectors.feed.SimulatedFeedSource;
import dev.sluice.connectors.simulated.SimulatedMarket;
import dev.sluice.domain.market.ExchangeCalendar;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.config.SluiceOptions;
import dev.sluice.jobs.history.HistoryPlace;
import dev.sluice.jobs.history.WarmUp;
import dev.sluice.wire.AvroCodec;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The feed and the sequencer, which share a clock and so a process. */
public final class DeskFeed implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final Producer<byte[], byte[]> inputsProducer;
  private final Consumer<byte[], byte[]> tail;
  private final MarketFeed feed;
  private final Sequencer sequencer;
  private final Thread thread;
  private volatile FeedException failure;

  private DeskFeed(
      FeedSource source, SluiceConfig config, Pace pace, int sessions, FeedListener listener) {
    producer = FeedClients.producer(config.bootstrapServers());
    inputsProducer = FeedClients.producer(config.bootstrapServers());
    tail = FeedClients.consumer(config.bootstrapServers());
    sequencer =
        new Sequencer(
            inputsProducer,
            FeedClients.consumer(config.bootstrapServers()),
            config.partitions(),
            this::clock);
    feed =
        new MarketFeed(
            source,
            new FeedConfig(
                config.partitions(),
                config.latenessBound(),
                config.decisionLatency(),
                pace,
                sessions < 0 ? FeedConfig.UNLIMITED : sessions),
            new FeedEncoders(
                AvroCodec.TICK::encode,
                AvroCodec.RAW_BAR::encode,
                AvroCodec.CORPORATE_ACTION::encode),
            producer,
            tail,
            List.of(sequencer, listener));
    thread = new Thread(this::publish, "sluice-feed");
  }

  /** The sequencer starts before the feed has published anything. */
  private long clock() {
    return feed.clock();
  }

  /**
   * Opens what is to be fed.
   *
   * @param feed {@code simulated} or a file's path
   * @param symbols the universe; empty for a file's own symbols
   * @throws FeedException where a file cannot be read
   */
  public static FeedSource open(String feed, List<String> symbols, long seed) throws FeedException {
    return open(new FeedFile(feed), symbols, seed);
  }

  /**
   * Opens what is to be fed.
   *
   * @param symbols the universe; empty for a file's own symbols
   * @throws FeedException where a file cannot be read
   */
  public static FeedSource open(FeedFile file, List<String> symbols, long seed)
      throws FeedException {
    if (file.feed().equals(DeskOptions.SIMULATED)) {
      file.check();
      return new SimulatedFeedSource(
          new SimulatedMarket(
              seed,
              symbols.isEmpty() ? SluiceOptions.SYMBOLS.defaultValue() : symbols,
              ExchangeCalendar.nyse(),
              SimulatedMarket.DEFAULT_FIRST_SESSION,
              SimulatedMarket.DEFAULT_HISTORY_SESSIONS));
    }
    return file.open(symbols);
  }

  /**
   * A feed that begins with what the S3 of the configuration holds of its symbols.
   *
   * @param source of a file
   */
  public static FeedSource withHistory(FeedSource source, SluiceConfig config) {
    return new HistoryFeedSource(
        source, new WarmUp(() -> HistoryPlace.configured(config).store(), ExchangeCalendar.nyse()));
  }

  /**
   * Whether a feed can have a history.
   *
   * @throws DeskException where it has one of its own
   */
  public static void checkHistory(boolean wanted, String feed) {
    if (wanted && feed.equals(DeskOptions.SIMULATED)) {
      throw new DeskException(
          "--history: was given for the simulated market, which has a history of its own; expected"
              + " --feed FILE");
    }
  }

  /**
   * Starts to publish, from where the log ends.
   *
   * @param sessions to publish in this run; negative for no end
   * @param listener is told of each session, and may hold one back
   */
  public static DeskFeed start(
      FeedSource source, SluiceConfig config, Pace pace, int sessions, FeedListener listener)
      throws FeedException {
    DeskFeed desk = new DeskFeed(source, config, pace, sessions, listener);
    desk.sequencer.start();
    desk.thread.start();
    return desk;
  }

  private void publish() {
    try {
      feed.run();
    } catch (FeedException e) {
      failure = e;
    } catch (RuntimeException e) {
      failure = new FeedException("the feed failed: " + e, e);
    }
  }

  /**
   * How far it is.
   *
   * @throws FeedException where it has failed
   */
  public FeedProgress progress() throws FeedException {
    FeedException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return feed.progress();
  }

  /** Ends the feed promptly; the sequencer goes on until closed. */
  public void stop() throws InterruptedException {
    feed.stop();
    thread.join();
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    sequencer.close();
    tail.close();
    // What Kafka does not take in time is published again by the next start.
    inputsProducer.close(CLOSE_TIMEOUT);
    producer.close(CLOSE_TIMEOUT);
  }
}
