package dev.sluice.connectors.feed;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.RawBar;
import dev.sluice.domain.market.Tick;
import dev.sluice.wire.Topics;

/** What a feed publishes: one record of {@code ticks} or {@code bars.raw}. */
public sealed interface FeedEvent {
  /** The record's place in time, epoch milliseconds UTC. */
  long time();

  /** Ticker, the record's key; empty where it is not known. */
  String symbol();

  /** Where the record goes. */
  String topic();

  /** A trade or a quote. */
  record OfTick(Tick tick) implements FeedEvent {
    @Override
    public long time() {
      return tick.eventTime();
    }

    @Override
    public String symbol() {
      return tick.symbol();
    }

    @Override
    public String topic() {
      return Topics.TICKS;
    }
  }

  /** A bar; its place in time is its start. */
  record OfBar(RawBar bar) implements FeedEvent {
    @Override
    public long time() {
      return bar.start().toEpochMilli();
    }

    @Override
    public String symbol() {
      return bar.symbol();
    }

    @Override
    public String topic() {
      return Topics.BARS_RAW;
    }
  }

  /**
   * The announcement of a split or a dividend.
   *
   * @param topic of the symbol's prices
   * @param time where in time it stands; it is in force from the open of its ex-date on
   */
  record OfAction(String topic, CorporateAction action, long time) implements FeedEvent {
    @Override
    public String symbol() {
      return action.symbol();
    }
  }

  /**
   * A line that could not be read. It is published as it is, so that it becomes a dead letter like
   * any other bad input.
   *
   * @param topic where the line would have gone
   * @param time where in time it stands, by its neighbours
   * @param symbol ticker, empty where it is not known
   * @param line the text
   */
  record Unreadable(String topic, long time, String symbol, String line) implements FeedEvent {}
}
