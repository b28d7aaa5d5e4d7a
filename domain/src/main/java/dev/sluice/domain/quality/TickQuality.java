package dev.sluice.domain.quality;

import dev.sluice.domain.market.Session;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TickKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * Judges the trades and quotes of one symbol, in the order in which they come. A tick that is
 * rejected changes nothing. Trades and quotes are held and resolved each for themselves: the
 * resolution of a trade's verdict is that of the held trades. A split changes the scale and is
 * never found wrong. Mutable; the size is bounded by {@link QualityThresholds#duplicateWindow()}.
 */
public final class TickQuality {
  /** The {@link Tick#sequence()} of a trade whose source gives it no id. */
  public static final long NO_ID = -1;

  private static final long NONE = Long.MIN_VALUE;

  /** Marks in {@link #recent}: what the key is made of. */
  private static final long BY_ID = 1;

  private static final long BY_CONTENT = 2;

  private RecentKeys recent = new RecentKeys();
  private SpikeWatch trades = new SpikeWatch();
  private SpikeWatch quotes = new SpikeWatch();
  private long latest = NONE;
  private long lastQuote = NONE;
  private boolean staleQuoteSaid;

  /** The session of the last tick that had one, to be spared a look-up; no part of the state. */
  private Session session;

  private long sessionOpen;
  private long sessionClose;

  /**
   * Judges a tick.
   *
   * @param tick a trade, whose sequence is its id ({@link #NO_ID} for none), a quote or a split
   * @param clock the feed's clock, epoch milliseconds UTC, or {@link QualityContext#NO_CLOCK}
   */
  public QualityVerdict judge(Tick tick, long clock, QualityContext context) {
    if (tick.kind() == TickKind.SPLIT) {
      split(tick.price());
      return QualityVerdict.CLEAN;
    }
    QualityVerdict impossible = impossible(tick, clock, context);
    if (impossible != null) {
      return impossible;
    }
    QualityVerdict.Draft draft = new QualityVerdict.Draft();
    if (tick.kind() == TickKind.TRADE) {
      judgeTrade(tick, context, draft);
    } else {
      judgeQuote(tick, context, draft);
    }
    judgeTime(tick, context, draft);
    return draft.verdict();
  }

  /** Changes the scale of prices: a split's new shares for an old one. */
  public void split(double factor) {
    trades.split(factor);
    quotes.split(factor);
  }

  /**
   * Judges a tick of which somebody else has said that it is no copy, not of the future, and in a
   * session: only trades without a number are looked for among the earlier ones ({@link
   * QualityRule#SAME_STAMP}).
   *
   * @param tick a trade, whose sequence is its id where above 0, a quote or a split
   */
  public QualityVerdict judgeNew(Tick tick, QualityContext context) {
    if (tick.kind() != TickKind.TRADE) {
      return judge(tick, QualityContext.NO_CLOCK, context);
    }
    if (!isPrice(tick.price())) {
      return QualityVerdict.reject(QualityRule.NON_POSITIVE_PRICE, "price " + tick.price());
    }
    QualityVerdict.Draft draft = new QualityVerdict.Draft();
    if (tick.sequence() <= 0) {
      remember(tick, content(tick), BY_CONTENT, context, draft);
    }
    judgePrice(tick, context, draft);
    judgeOrder(tick.eventTime(), context, draft);
    return draft.verdict();
  }

  private QualityVerdict impossible(Tick tick, long clock, QualityContext context) {
    boolean trade = tick.kind() == TickKind.TRADE;
    if (trade ? !isPrice(tick.price()) : !isPrice(tick.bid()) || !isPrice(tick.ask())) {
      return QualityVerdict.reject(
          QualityRule.NON_POSITIVE_PRICE,
          trade ? "price " + tick.price() : "bid %s, ask %s".formatted(tick.bid(), tick.ask()));
    }
    if (tick.eventTime() - context.maxAheadMillis() > clock) {
      return QualityVerdict.reject(
          QualityRule.FUTURE,
          "at %s, the clock is at %s".formatted(time(tick.eventTime()), time(clock)));
    }
    if (!trade && tick.bid() > tick.ask()) {
      return QualityVerdict.reject(
          QualityRule.CROSSED_QUOTE, "bid %s, ask %s".formatted(tick.bid(), tick.ask()));
    }
    if (trade && tick.sequence() != NO_ID && wasThere(tick.sequence(), BY_ID)) {
      return QualityVerdict.reject(
          QualityRule.DUPLICATE_TRADE, "id %d was there before".formatted(tick.sequence()));
    }
    return null;
  }

  private static boolean isPrice(double price) {
    return price > 0 && price < Double.POSITIVE_INFINITY;
  }

  private boolean wasThere(long key, long mark) {
    int place = recent.find(key);
    return place >= 0 && recent.mark(place) == mark;
  }

  private void judgeTrade(Tick trade, QualityContext context, QualityVerdict.Draft draft) {
    boolean identified = trade.sequence() != NO_ID;
    long key = identified ? trade.sequence() : content(trade);
    remember(trade, key, identified ? BY_ID : BY_CONTENT, context, draft);
    judgePrice(trade, context, draft);
  }

  private void remember(
      Tick trade, long key, long mark, QualityContext context, QualityVerdict.Draft draft) {
    if (mark == BY_CONTENT && wasThere(key, BY_CONTENT)) {
      draft.add(
          QualityRule.SAME_STAMP,
          context.detailed()
              ? "%s of %s at %s was there before"
                  .formatted(trade.size(), trade.price(), time(trade.eventTime()))
              : "");
    } else if (recent.find(key) < 0) {
      recent.add(key, mark, context.thresholds().duplicateWindow());
    }
  }

  private void judgePrice(Tick trade, QualityContext context, QualityVerdict.Draft draft) {
    if (lastQuote != NONE
        && !staleQuoteSaid
        && trade.eventTime() - lastQuote > context.staleQuoteMillis()) {
      staleQuoteSaid = true;
      draft.add(
          QualityRule.STALE_QUOTE,
          "traded at %s, the quote is of %s".formatted(time(trade.eventTime()), time(lastQuote)));
    }
    double reference = trades.reference();
    QualityThresholds thresholds = context.thresholds();
    trades.judge(trade.price(), thresholds.tickSpike(), thresholds.tickConfirmations());
    draft.add(trades, "price", trade.price(), reference, thresholds.tickSpike());
  }

  private void judgeQuote(Tick quote, QualityContext context, QualityVerdict.Draft draft) {
    QualityThresholds thresholds = context.thresholds();
    if (quote.bid() == quote.ask()) {
      draft.add(QualityRule.LOCKED_QUOTE, context.detailed() ? "bid and ask " + quote.bid() : "");
    }
    if (quote.eventTime() >= lastQuote) {
      lastQuote = quote.eventTime();
      staleQuoteSaid = false;
    }
    double middle = quote.bid() + (quote.ask() - quote.bid()) / 2;
    double reference = quotes.reference();
    quotes.judge(middle, thresholds.tickSpike(), thresholds.tickConfirmations());
    draft.add(quotes, "middle", middle, reference, thresholds.tickSpike());
  }

  private void judgeTime(Tick tick, QualityContext context, QualityVerdict.Draft draft) {
    long time = tick.eventTime();
    if (!isInSession(time, context)) {
      draft.add(
          QualityRule.NOT_A_SESSION,
          "%s is in none of %s".formatted(time(time), context.calendar().name()));
    }
    judgeOrder(time, context, draft);
  }

  private void judgeOrder(long time, QualityContext context, QualityVerdict.Draft draft) {
    if (latest == NONE) {
      latest = time;
      return;
    }
    if (latest - time > context.outOfOrderMillis()) {
      draft.add(
          QualityRule.OUT_OF_ORDER,
          context.detailed() ? "%s is before %s".formatted(time(time), time(latest)) : "");
    }
    // The look-up of sessions is only for those that are far enough apart by any calendar.
    if (time - latest > context.tickGapMillis()) {
      long open =
          TradingTime.openMillis(
              context.calendar(), Instant.ofEpochMilli(latest), Instant.ofEpochMilli(time));
      if (open > context.tickGapMillis()) {
        draft.add(
            QualityRule.GAP,
            "%d s of trading between %s and %s".formatted(open / 1000, time(latest), time(time)));
      }
    }
    latest = Math.max(latest, time);
  }

  private boolean isInSession(long time, QualityContext context) {
    // Whether the closing instant is the session's or the next one's is the calendar's to say.
    if (session == null || time < sessionOpen || time >= sessionClose) {
      session = context.calendar().sessionAt(Instant.ofEpochMilli(time)).orElse(null);
      if (session != null) {
        sessionOpen = session.open().toEpochMilli();
        sessionClose = session.close().toEpochMilli();
      }
    }
    return session != null;
  }

  /** How many trades, or quotes, are held: they are neither confirmed nor refuted. */
  public int held(TickKind kind) {
    return switch (kind) {
      case TRADE -> trades.held();
      case QUOTE -> quotes.held();
      case SPLIT -> 0;
    };
  }

  /** Waits for nothing any more: the trades, or quotes, that are held stay unresolved. */
  public void giveUp(TickKind kind) {
    switch (kind) {
      case TRADE -> trades.giveUp();
      case QUOTE -> quotes.giveUp();
      case SPLIT -> {}
    }
  }

  private static long content(Tick trade) {
    long hash = RecentKeys.mix(trade.eventTime());
    hash = RecentKeys.mix(hash + Double.doubleToLongBits(trade.price()));
    return RecentKeys.mix(hash + Double.doubleToLongBits(trade.size()));
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  /** Writes the state; version 1. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(1);
    recent.write(out);
    trades.write(out);
    quotes.write(out);
    out.writeLong(latest);
    out.writeLong(lastQuote);
    out.writeBoolean(staleQuoteSaid);
  }

  /** Reads what {@link #write} wrote. */
  public static TickQuality read(DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != 1) {
      throw new IOException("TickQuality: version was " + version + ", expected 1");
    }
    TickQuality quality = new TickQuality();
    quality.recent = RecentKeys.read(in);
    quality.trades = SpikeWatch.read(in);
    quality.quotes = SpikeWatch.read(in);
    quality.latest = in.readLong();
    quality.lastQuote = in.readLong();
    quality.staleQuoteSaid = in.readBoolean();
    return quality;
  }

  /** An independent copy. */
  public TickQuality copy() {
    TickQuality copy = new TickQuality();
    copy.recent = recent.copy();
    copy.trades = trades.copy();
    copy.quotes = quotes.copy();
    copy.latest = latest;
    copy.lastQuote = lastQuote;
    copy.staleQuoteSaid = staleQuoteSaid;
    return copy;
  }
}
