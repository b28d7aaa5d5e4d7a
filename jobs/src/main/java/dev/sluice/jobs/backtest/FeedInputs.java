package dev.sluice.jobs.backtest;

import dev.sluice.connectors.feed.FeedEvent;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.operators.market.MarketInput;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Feeds as a bounded source of the market job, without a broker: the events of all of them in the
 * order of time, then of the feeds, as records of one partition whose broker's clock is event time.
 *
 * <p>One split: the order is the point. Its state is how many events were read.
 */
final class FeedInputs
    implements Source<MarketInput, FeedInputs.Split, Collection<FeedInputs.Split>> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<List<FeedSource>> feeds;

  /**
   * @param feeds opens the feeds where the source runs; the same ones each time
   */
  FeedInputs(SerializableSupplier<List<FeedSource>> feeds) {
    this.feeds = feeds;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<MarketInput, Split> createReader(SourceReaderContext context) {
    return new IteratorSourceReader<>(context);
  }

  @Override
  public SplitEnumerator<Split, Collection<Split>> createEnumerator(
      SplitEnumeratorContext<Split> context) {
    return new IteratorSourceEnumerator<>(context, List.of(new Split(feeds, 0)));
  }

  @Override
  public SplitEnumerator<Split, Collection<Split>> restoreEnumerator(
      SplitEnumeratorContext<Split> context, Collection<Split> left) {
    return new IteratorSourceEnumerator<>(context, left);
  }

  @Override
  public SimpleVersionedSerializer<Split> getSplitSerializer() {
    return new SplitSerializer(feeds);
  }

  @Override
  public SimpleVersionedSerializer<Collection<Split>> getEnumeratorCheckpointSerializer() {
    return new SplitsSerializer(new SplitSerializer(feeds));
  }

  /** All events from a place on. */
  static final class Split implements IteratorSourceSplit<MarketInput, Inputs> {
    private final SerializableSupplier<List<FeedSource>> feeds;
    private final long read;

    Split(SerializableSupplier<List<FeedSource>> feeds, long read) {
      this.feeds = feeds;
      this.read = read;
    }

    @Override
    public String splitId() {
      return "feeds";
    }

    @Override
    public Inputs getIterator() {
      return new Inputs(new MergedFeeds(feeds.get()), read);
    }

    @Override
    public IteratorSourceSplit<MarketInput, Inputs> getUpdatedSplitForIterator(Inputs iterator) {
      return new Split(feeds, iterator.read);
    }
  }

  /** Events as the records that a feed would write. */
  static final class Inputs implements Iterator<MarketInput> {
    private static final byte[] NOTHING = new byte[0];

    private final Iterator<FeedEvent> events;
    private long read;

    Inputs(Iterator<FeedEvent> events, long skipped) {
      this.events = events;
      while (read < skipped && events.hasNext()) {
        events.next();
        read++;
      }
    }

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public MarketInput next() {
      FeedEvent event = events.next();
      long offset = read++;
      String topic = event.topic();
      long time = event.time();
      if (event instanceof FeedEvent.OfAction announced) {
        return new MarketInput(topic, 0, offset, time, NOTHING, announced.action());
      }
      if (event instanceof FeedEvent.Unreadable line) {
        byte[] raw = line.line().getBytes(StandardCharsets.UTF_8);
        return input(topic, offset, time, raw, null, null, "a row that could not be read");
      }
      return event instanceof FeedEvent.OfTick of
          ? input(topic, offset, time, NOTHING, of.tick(), null, null)
          : input(topic, offset, time, NOTHING, null, ((FeedEvent.OfBar) event).bar(), null);
    }

    private static MarketInput input(
        String topic, long offset, long time, byte[] raw, Tick tick, RawBar bar, String problem) {
      return new MarketInput(
          topic, 0, offset, 0, time, raw, tick, bar, MarketInput.NO_HEARTBEAT, problem);
    }
  }

  /** How many events were read; the feeds are the source's. */
  private record SplitSerializer(SerializableSupplier<List<FeedSource>> feeds)
      implements SimpleVersionedSerializer<Split>, Serializable {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Split split) {
      return ByteBuffer.allocate(Long.BYTES).putLong(split.read).array();
    }

    @Override
    public Split deserialize(int version, byte[] bytes) throws IOException {
      if (version != 1 || bytes.length != Long.BYTES) {
        throw new IOException(
            "split of feeds: version " + version + " of " + bytes.length + " bytes, expected 1, 8");
      }
      return new Split(feeds, ByteBuffer.wrap(bytes).getLong());
    }
  }

  /** The split where it is not given out, or none. */
  private record SplitsSerializer(SplitSerializer one)
      implements SimpleVersionedSerializer<Collection<Split>> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Collection<Split> splits) {
      return splits.isEmpty() ? new byte[0] : one.serialize(splits.iterator().next());
    }

    @Override
    public Collection<Split> deserialize(int version, byte[] bytes) throws IOException {
      List<Split> splits = new ArrayList<>();
      if (bytes.length > 0) {
        splits.add(one.deserialize(version, bytes));
      }
      return splits;
    }
  }
}
