package dev.sluice.jobs.cli;

import dev.sluice.domain.market.AdjustedBar;
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

  /** Of bars on the scale of the newest session; no column has the name of a raw one. */
  static final RowTable<AdjustedBar> ADJUSTED =
      new RowTable<>(
          List.of(
              "symbol",
              "timeframe",
              "start",
              "end",
              "adjusted_open",
              "adjusted_high",
              "adjusted_low",
              "adjusted_close",
              "adjusted_volume",
              "trades",
              "adjusted_vwap",
              "revision",
              "adjusted_by",
              "adjusted_dividend",
              "adjusted_total_close"),
          BarTable::adjusted);

  private BarTable() {}

  private static Map<String, Object> adjusted(AdjustedBar adjusted) {
    Bar bar = adjusted.bar();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", bar.symbol());
    row.put("timeframe", bar.timeframe().code());
    row.put("start", bar.start());
    row.put("end", bar.end());
    row.put("adjusted_open", RowTable.number(adjusted.open()));
    row.put("adjusted_high", RowTable.number(adjusted.high()));
    row.put("adjusted_low", RowTable.number(adjusted.low()));
    row.put("adjusted_close", RowTable.number(adjusted.close()));
    row.put("adjusted_volume", RowTable.number(adjusted.volume()));
    row.put("trades", BigDecimal.valueOf(bar.trades()));
    row.put("adjusted_vwap", RowTable.number(adjusted.vwap()));
    row.put("revision", BigDecimal.valueOf(bar.revision()));
    row.put("adjusted_by", RowTable.number(adjusted.by()));
    row.put("adjusted_dividend", RowTable.number(adjusted.dividend()));
    row.put("adjusted_total_close", RowTable.number(adjusted.totalClose()));
    return row;
  }

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
