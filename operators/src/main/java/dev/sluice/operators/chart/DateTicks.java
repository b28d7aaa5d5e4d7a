package dev.sluice.operators.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Where the axis of bars says a date: at the first bar of a month, a quarter or a year. */
final class DateTicks {
  private static final int MOST = 14;
  private static final int FEWEST = 3;

  /** A label at a bar. */
  record Tick(int index, String label) {}

  private DateTicks() {}

  static List<Tick> of(List<LocalDate> dates) {
    List<ToIntFunction<LocalDate>> periods =
        List.of(
            d -> d.getYear() * 12 + d.getMonthValue(),
            d -> d.getYear() * 4 + (d.getMonthValue() - 1) / 3,
            LocalDate::getYear);
    for (ToIntFunction<LocalDate> period : periods) {
      List<Tick> ticks = changes(dates, period);
      if (ticks.size() >= FEWEST && ticks.size() <= MOST) {
        return ticks;
      }
    }
    int step = Math.max(1, (dates.size() + 6) / 7);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < dates.size(); i += step) {
      ticks.add(new Tick(i, Figures.date(dates.get(i))));
    }
    return ticks;
  }

  private static List<Tick> changes(List<LocalDate> dates, ToIntFunction<LocalDate> period) {
    List<Tick> ticks = new ArrayList<>();
    int year = 0;
    for (int i = 1; i < dates.size(); i++) {
      LocalDate date = dates.get(i);
      if (period.applyAsInt(date) != period.applyAsInt(dates.get(i - 1))) {
        String label = Figures.month(date);
        ticks.add(new Tick(i, date.getYear() == year ? label : label + " " + date.getYear()));
        year = date.getYear();
      }
    }
    return ticks;
  }
}
