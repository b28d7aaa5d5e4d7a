// The charts: the one part of the page that is heavy, loaded when the first chart is shown.
import {
  AreaSeries,
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  CrosshairMode,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type TickMarkType,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from "lightweight-charts";
import { money, percent, price, time as timeText, type Zone } from "../format";
import type { Bar, EquityPoint, Indicators, Order, Trade } from "../types";
import { barOf, barTime, equitySeries, tickLabel } from "./series";

/** What tests and the curious ask of the charts on the page. */
export interface ChartState {
  points: number;
  last: number | null;
  panes: number;
  markers: number;
  lines: number;
  symbol?: string;
}
declare global {
  interface Window {
    __sluice?: Record<string, ChartState>;
  }
}

function report(name: string, state: ChartState): void {
  window.__sluice = { ...window.__sluice, [name]: state };
}

function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Marks of the time axis in the zone that the page shows; null leaves dates to the library. */
function tick(zone: Zone) {
  return (t: Time, kind: TickMarkType): string | null => (typeof t === "number" ? tickLabel(t, kind, zone) : null);
}

/** Half the width of a mark, so that the one of the last moment is not cut. */
const AXIS_MARGIN = 28;

function base(container: HTMLElement, zone: Zone): IChartApi {
  return createChart(container, {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: "transparent" },
      textColor: color("--muted"),
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 11,
      panes: { separatorColor: color("--line"), enableResize: true },
      attributionLogo: true,
    },
    grid: { vertLines: { color: color("--grid") }, horzLines: { color: color("--grid") } },
    crosshair: { mode: CrosshairMode.Normal },
    rightPriceScale: { borderColor: color("--line") },
    timeScale: { borderColor: color("--line"), timeVisible: true, secondsVisible: false, rightOffsetPixels: AXIS_MARGIN, tickMarkFormatter: tick(zone) },
    localization: {
      locale: "en-US",
      timeFormatter: (t: Time) =>
        typeof t === "number" ? timeText(new Date(t * 1000).toISOString(), zone) : String(t),
    },
    handleScroll: { vertTouchDrag: false },
  });
}

export class EquityChart {
  private readonly chart: IChartApi;
  private readonly equity: ISeriesApi<"Area">;
  private readonly drawdown: ISeriesApi<"Histogram">;
  private points = 0;
  private lastTime = 0;

  constructor(container: HTMLElement, zone: Zone) {
    this.chart = base(container, zone);
    // A desk that has just begun has few points, which are not to be as wide as the chart. With the
    // left edge fixed the library keeps the first mark inside.
    this.chart.timeScale().applyOptions({ maxBarSpacing: 12, fixLeftEdge: true });
    this.equity = this.chart.addSeries(AreaSeries, {
      lineColor: color("--accent"),
      topColor: color("--accent-soft"),
      bottomColor: "transparent",
      lineWidth: 2,
      priceFormat: { type: "custom", formatter: money, minMove: 0.01 },
    });
    this.drawdown = this.chart.addSeries(
      HistogramSeries,
      { color: color("--down"), priceLineVisible: false, priceFormat: { type: "custom", formatter: (v: number) => percent(v), minMove: 0.0001 } },
      1,
    );
    const panes = this.chart.panes();
    panes[0].setStretchFactor(3);
    panes[1].setStretchFactor(1);
  }

  set(points: EquityPoint[]): void {
    const { equity, drawdown } = equitySeries(points);
    this.equity.setData(equity.map((p) => ({ time: p.time as UTCTimestamp, value: p.value })));
    this.drawdown.setData(drawdown.map((p) => ({ time: p.time as UTCTimestamp, value: p.value })));
    this.points = equity.length;
    this.lastTime = equity.at(-1)?.time ?? 0;
    this.chart.timeScale().fitContent();
    this.report(equity.at(-1)?.value ?? null);
  }

  add(point: EquityPoint): void {
    const at = Math.floor(Date.parse(point.event_time) / 1000);
    if (at < this.lastTime) return;
    if (at > this.lastTime) this.points += 1;
    this.lastTime = at;
    const whole = (this.chart.timeScale().getVisibleLogicalRange()?.from ?? 0) <= 0.5;
    this.equity.update({ time: at as UTCTimestamp, value: point.equity });
    this.drawdown.update({ time: at as UTCTimestamp, value: -point.drawdown });
    // Whoever sees all goes on seeing all; whoever looks at a part keeps it.
    if (whole) this.chart.timeScale().fitContent();
    this.report(point.equity);
  }

  private report(last: number | null): void {
    report("equity", { points: this.points, last, panes: this.chart.panes().length, markers: 0, lines: 2 });
  }

  remove(): void {
    this.chart.remove();
  }
}

export interface SymbolData {
  symbol: string;
  timeframe: string;
  bars: Bar[];
  indicators: Indicators[];
  trades: Trade[];
  working: Order[];
}

/** Price with averages and bands, volume, RSI and MACD, fills as markers, working orders as lines. */
export class SymbolChart {
  private readonly chart: IChartApi;
  private readonly candles: ISeriesApi<"Candlestick">;
  private lines: IPriceLine[] = [];
  private state: ChartState = { points: 0, last: null, panes: 4, markers: 0, lines: 0 };

  constructor(
    container: HTMLElement,
    zone: Zone,
    private readonly data: SymbolData,
    legend: (bar: Bar | null, indicators: Indicators | null) => void,
    openOrder: (orderId: string) => void,
  ) {
    this.chart = base(container, zone);
    const up = color("--up");
    const down = color("--down");
    this.candles = this.chart.addSeries(CandlestickSeries, {
      upColor: up, wickUpColor: up, borderUpColor: up, downColor: down, wickDownColor: down, borderDownColor: down,
      priceFormat: { type: "custom", formatter: (v: number) => price(v), minMove: 0.01 },
    });
    const at = (bar: Bar) => barTime(bar, data.timeframe) as Time;
    this.candles.setData(data.bars.map((b) => ({ time: at(b), open: b.open, high: b.high, low: b.low, close: b.close })));
    const volume = this.chart.addSeries(HistogramSeries, { priceFormat: { type: "volume" }, lastValueVisible: false, priceLineVisible: false }, 1);
    volume.setData(
      data.bars.map((b) => ({ time: at(b), value: b.volume, color: b.close >= b.open ? color("--up-soft") : color("--down-soft") })),
    );
    this.overlays(at);
    this.panes();
    this.markers(at);
    this.working(data.working);
    this.state = { ...this.state, symbol: data.symbol, points: data.bars.length, last: data.bars.at(-1)?.close ?? null };
    this.publish();
    this.chart.timeScale().setVisibleLogicalRange({ from: Math.max(0, data.bars.length - 130), to: data.bars.length + 3 });

    const byTime = new Map(data.bars.map((b) => [at(b), b]));
    const indicatorsByEnd = new Map(data.indicators.map((i) => [i.end, i]));
    this.chart.subscribeCrosshairMove((move) => {
      const bar = move.time === undefined ? null : (byTime.get(move.time) ?? null);
      legend(bar, bar ? (indicatorsByEnd.get(bar.end) ?? null) : null);
    });
    this.chart.subscribeClick((click) => {
      if (typeof click.hoveredObjectId === "string") openOrder(click.hoveredObjectId);
    });
  }

  private line(name: keyof Indicators, at: (bar: Bar) => Time, tone: string, pane: number, dashed = false): ISeriesApi<"Line"> {
    const byEnd = new Map(this.data.indicators.map((i) => [i.end, i]));
    const series = this.chart.addSeries(
      LineSeries,
      {
        color: color(tone), lineWidth: 1, lineStyle: dashed ? LineStyle.Dotted : LineStyle.Solid,
        priceLineVisible: false, lastValueVisible: pane > 1, crosshairMarkerVisible: false,
      },
      pane,
    );
    series.setData(
      this.data.bars.map((bar) => {
        const value = byEnd.get(bar.end)?.[name];
        return typeof value === "number" ? { time: at(bar), value } : { time: at(bar) };
      }),
    );
    return series;
  }

  private overlays(at: (bar: Bar) => Time): void {
    this.line("sma_20", at, "--line-a", 0);
    this.line("sma_50", at, "--line-b", 0);
    this.line("bollinger_upper", at, "--muted", 0, true);
    this.line("bollinger_lower", at, "--muted", 0, true);
    const rsi = this.line("rsi_14", at, "--line-a", 2);
    for (const level of [30, 70]) {
      rsi.createPriceLine({ price: level, color: color("--line"), lineWidth: 1, lineStyle: LineStyle.Dashed, axisLabelVisible: false });
    }
    const byEnd = new Map(this.data.indicators.map((i) => [i.end, i]));
    const histogram = this.chart.addSeries(HistogramSeries, { priceLineVisible: false, lastValueVisible: false }, 3);
    histogram.setData(
      this.data.bars.map((bar) => {
        const value = byEnd.get(bar.end)?.macd_histogram;
        return typeof value === "number"
          ? { time: at(bar), value, color: value >= 0 ? color("--up-soft") : color("--down-soft") }
          : { time: at(bar) };
      }),
    );
    this.line("macd", at, "--line-a", 3);
    this.line("macd_signal", at, "--line-b", 3);
  }

  private panes(): void {
    [5, 1, 1.3, 1.3].forEach((factor, i) => this.chart.panes()[i].setStretchFactor(factor));
  }

  private markers(at: (bar: Bar) => Time): void {
    const markers: SeriesMarker<Time>[] = [];
    for (const trade of [...this.data.trades].sort((a, b) => a.event_time.localeCompare(b.event_time))) {
      const bar = barOf(this.data.bars, trade.event_time);
      if (!bar) continue;
      const buy = trade.side === "BUY";
      markers.push({
        time: at(bar), id: trade.order_id, position: buy ? "belowBar" : "aboveBar",
        shape: buy ? "arrowUp" : "arrowDown", color: color(buy ? "--up" : "--down"), text: buy ? "B" : "S",
      });
    }
    createSeriesMarkers(this.candles, markers);
    this.state.markers = markers.length;
  }

  /** Shows where stops, targets and limits work. */
  working(orders: Order[]): void {
    this.lines.forEach((line) => this.candles.removePriceLine(line));
    this.lines = [];
    for (const order of orders) {
      const level = order.stop_price ?? order.limit_price;
      if (level === null) continue;
      this.lines.push(
        this.candles.createPriceLine({
          price: level, color: color(order.side === "BUY" ? "--up" : "--down"), lineWidth: 1,
          lineStyle: LineStyle.Dashed, title: `${order.role.toLowerCase()} ${order.quantity}`,
        }),
      );
    }
    this.state = { ...this.state, lines: this.lines.length };
    this.publish();
  }

  private publish(): void {
    report("symbol", { ...this.state, panes: this.chart.panes().length });
  }

  remove(): void {
    this.chart.remove();
  }
}
