package dev.sluice.connectors.feed;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.wire.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A feed whose source does not say its splits and dividends, with a list of them. Each is announced
 * at the beginning of the session before its own, so that it is in the symbol's partition before
 * anything there reaches the open of its ex-date; one of the first session before that session.
 * Those of before the first session are left out, since the first prices have them already.
 */
public final class ActionsFeedSource implements FeedSource {
  private final FeedSource source;
  private final List<CorporateAction> actions;
  private final Map<String, LocalDate> traded;

  /** By date of the session at whose beginning they are announced. */
  private final Map<LocalDate, List<FeedEvent>> announced = new HashMap<>();

  /**
   * A feed with corporate actions.
   *
   * @param source of ticks or bars that carry no split factor and no dividend; its slices are gone
   *     through once
   * @param actions at most one of a symbol and ex-date; those of other symbols are left out
   */
  public ActionsFeedSource(FeedSource source, List<CorporateAction> actions) {
    this(source, actions, Map.of());
  }

  /**
   * A feed that goes on where others end.
   *
   * @param traded last session of each symbol in them: what is between that and the first session
   *     here is announced here
   */
  public ActionsFeedSource(
      FeedSource source, List<CorporateAction> actions, Map<String, LocalDate> traded) {
    this.source = source;
    this.traded = Map.copyOf(traded);
    this.actions =
        actions.stream()
            .filter(action -> source.symbols().contains(action.symbol()))
            .sorted(
                Comparator.comparing(CorporateAction::exDate)
                    .thenComparing(CorporateAction::symbol))
            .toList();
    announce();
  }

  private void announce() {
    FeedSlice before = null;
    for (Iterator<FeedSlice> slices = source.slices(null); slices.hasNext(); ) {
      FeedSlice slice = slices.next();
      LocalDate date = slice.session().date();
      FeedSlice at = before == null ? slice : before;
      for (CorporateAction action : actions) {
        LocalDate after = before == null ? before(action, date) : before.session().date();
        if (action.exDate().isAfter(after) && !action.exDate().isAfter(date)) {
          announced
              .computeIfAbsent(at.session().date(), day -> new ArrayList<>())
              .add(new FeedEvent.OfAction(topic(slice), action, beginning(at)));
        }
      }
      before = slice;
    }
  }

  /** The session behind which an action is still to be announced with the first of this feed. */
  private LocalDate before(CorporateAction action, LocalDate first) {
    LocalDate last = traded.get(action.symbol());
    return last == null || !last.isBefore(first) ? first.minusDays(1) : last;
  }

  private static String topic(FeedSlice slice) {
    return slice.events().isEmpty() ? Topics.TICKS : slice.events().get(0).topic();
  }

  private static long beginning(FeedSlice slice) {
    long open = slice.session().open().toEpochMilli() - 1;
    return slice.events().isEmpty() ? open : Math.min(open, slice.events().get(0).time());
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String identity() {
    return source.identity() + " actions=" + actions;
  }

  @Override
  public List<String> symbols() {
    return source.symbols();
  }

  @Override
  public boolean intraday() {
    return source.intraday();
  }

  @Override
  public List<String> problems() {
    return source.problems();
  }

  @Override
  public Iterator<FeedSlice> slices(Instant clock) {
    Iterator<FeedSlice> slices = source.slices(clock);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return slices.hasNext();
      }

      @Override
      public FeedSlice next() {
        return withActions(slices.next());
      }
    };
  }

  private FeedSlice withActions(FeedSlice slice) {
    List<FeedEvent> first = announced.get(slice.session().date());
    if (first == null) {
      return slice;
    }
    List<FeedEvent> events = new ArrayList<>(first);
    events.addAll(slice.events());
    return new FeedSlice(slice.session(), slice.phase(), events);
  }
}
