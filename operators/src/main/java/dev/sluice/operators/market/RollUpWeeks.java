package dev.sluice.operators.market;

import dev.sluice.domain.market.Bar;
import dev.sluice.domain.market.Timeframe;
import dev.sluice.domain.market.TradingCalendar;
import dev.sluice.domain.market.WeeklyRollUp;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Passes every bar on and adds the bar of a week when the week's last session has closed, whether
 * or not the symbol traded in it. Keyed by symbol.
 *
 * <p>State: the open week, cleared when it closes. A bar of a session that was taken before (a job
 * upstream was restarted) goes on, since readers know it by its id, but is not added again.
 */
public final class RollUpWeeks extends KeyedProcessFunction<String, Bar, Bar> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<TradingCalendar> calendars;
  private transient TradingCalendar calendar;
  private transient ValueState<WeeklyRollUp> week;
  private transient Counter repeated;

  public RollUpWeeks(SerializableSupplier<TradingCalendar> calendars) {
    this.calendars = calendars;
  }

  @Override
  public void open(OpenContext context) {
    calendar = calendars.get();
    week =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("open-week", WeeklyRollUpSerializer.INSTANCE));
    repeated = getRuntimeContext().getMetricGroup().counter("sessions_repeated");
  }

  @Override
  public void processElement(Bar bar, Context context, Collector<Bar> out) throws Exception {
    out.collect(bar);
    if (bar.timeframe() != Timeframe.SESSION) {
      return;
    }
    WeeklyRollUp rollUp = week.value();
    if (rollUp == null) {
      rollUp = new WeeklyRollUp();
    }
    Optional<Bar> open = rollUp.open();
    if (open.isPresent() && !bar.sessionDate().isAfter(open.get().sessionDate())) {
      repeated.inc();
      return;
    }
    rollUp.add(bar).ifPresent(out::collect);
    week.update(rollUp);
    context.timerService().registerEventTimeTimer(endOfWeek(bar.sessionDate()));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Bar> out) throws Exception {
    WeeklyRollUp rollUp = week.value();
    if (rollUp == null || rollUp.open().isEmpty()) {
      return;
    }
    if (endOfWeek(rollUp.open().get().sessionDate()) <= time) {
      rollUp.close().ifPresent(out::collect);
      week.clear();
    }
  }

  private long endOfWeek(LocalDate sessionDate) {
    return calendar.lastOfWeek(sessionDate).close().toEpochMilli();
  }
}
