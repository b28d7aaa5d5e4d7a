package dev.sluice.operators.market;

import dev.sluice.domain.market.CorporateAction;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.market.TradingCalendar;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Passes on what orders can be filled at: the ticks of a session that are on time. A late tick is
 * in its bar's revision and fills nothing, since time has passed it.
 *
 * <p>A split that comes into force goes out as the tick that changes the scale of accounts, 1 ms
 * before its first session opens. It comes here before anything of that session does.
 */
public final class PassQuotes extends ProcessFunction<MarketEvent, Tick> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<TradingCalendar> calendars;
  private transient HoursCursors sessions;

  public PassQuotes(SerializableSupplier<TradingCalendar> calendars) {
    this.calendars = calendars;
  }

  @Override
  public void open(OpenContext context) {
    sessions = new HoursCursors(calendars.get());
  }

  @Override
  public void processElement(MarketEvent event, Context context, Collector<Tick> out) {
    if (event.tick() != null
        && !event.isLate()
        && sessions.of(event.calendar()).at(event.tick().eventTime()) != null) {
      out.collect(event.tick());
    } else if (event.action() != null && event.action().action().splitFactor() != 1) {
      out.collect(split(event.action()));
    }
  }

  private static Tick split(ActionNotice begun) {
    CorporateAction action = begun.action();
    long time = begun.reached() - 1;
    return Tick.split(action.symbol(), time, time, action.splitFactor(), action.source(), false);
  }
}
