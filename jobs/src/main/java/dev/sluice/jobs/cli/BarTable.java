package dev.sluice.jobs.cli;

import dev.sluice.domain.market.Bar;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bars as CSV and JSON; the volume-weighted price is empty where it is not known. */
final class BarTable {
  static final RowTable<Bar> ROWS =
      new RowTable<>(
          List.of(
              "symbol",
              "timeframe",
              "start",
              "end",
              "open",
              "high",
              "low",
              "close",
              "volume",
              "trades",
              "vwap",
              "revision"),
          BarTable::row);

  private BarTable() {}

  private static Map<String, Object> row(Bar bar) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", bar.symbol());
    row.put("timeframe", bar.timeframe().code());
    row.put("start", bar.start());
    row.put("end", bar.end());
    row.put("open", RowTable.number(bar.open()));
    row.put("high", RowTable.number(bar.high()));
    row.put("low", RowTable.number(bar.low()));
    row.put("close", RowTable.number(bar.close()));
    row.put("volume", RowTable.number(bar.volume()));
    row.put("trades", BigDecimal.valueOf(bar.trades()));
    row.put("vwap", RowTable.number(bar.vwap()));
    row.put("revision", BigDecimal.valueOf(bar.revision()));
    return row;
  }
}
