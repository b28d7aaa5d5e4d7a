"""A moving-average cross with NautilusTrader: python nautilus_peer.py BARS.csv TRADES.csv

Without a latency model an order of a bar is filled at that bar's close. The benchmark's bars open where the
one before closed, so it is the price of the next bar's open, and the fill is written down as of that bar.
"""

import sys
from decimal import Decimal

import pandas as pd
from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig, RiskEngineConfig, StrategyConfig
from nautilus_trader.indicators import SimpleMovingAverage
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import BarType
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import Equity
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.persistence.wranglers import BarDataWrangler
from nautilus_trader.trading.strategy import Strategy

import peer

VENUE = Venue("XNYS")
INSTRUMENT = InstrumentId(Symbol("SIM"), VENUE)
BARS = BarType.from_str(f"{INSTRUMENT}-1-MINUTE-LAST-EXTERNAL")


class CrossConfig(StrategyConfig, frozen=True):
    fast: int = peer.FAST
    slow: int = peer.SLOW


class Cross(Strategy):
    def __init__(self, config):
        super().__init__(config)
        self.fast = SimpleMovingAverage(config.fast)
        self.slow = SimpleMovingAverage(config.slow)
        self.quantity = Quantity.from_int(peer.QUANTITY)
        self.clear()

    def clear(self):
        self.seen = 0
        self.before = None
        self.held = False
        self.fills = []

    def on_start(self):
        self.register_indicator_for_bars(BARS, self.fast)
        self.register_indicator_for_bars(BARS, self.slow)
        self.subscribe_bars(BARS)

    def on_reset(self):
        self.fast.reset()
        self.slow.reset()
        self.clear()

    def on_bar(self, bar):
        self.seen += 1
        if not self.slow.initialized:
            return
        now = self.fast.value - self.slow.value
        before = self.before
        self.before = now
        if before is None:
            return
        if now > 0 and before <= 0 and not self.held:
            self.submit(OrderSide.BUY)
        elif now < 0 and before >= 0 and self.held:
            self.submit(OrderSide.SELL)

    def submit(self, side):
        self.submit_order(self.order_factory.market(INSTRUMENT, side, self.quantity))

    def on_order_filled(self, event):
        side = "BUY" if event.order_side == OrderSide.BUY else "SELL"
        self.held = side == "BUY"
        self.fills.append((self.seen, side, int(event.last_qty), float(event.last_px)))


def main():
    frame = peer.bars(sys.argv[1])
    instrument = Equity(
        instrument_id=INSTRUMENT,
        raw_symbol=INSTRUMENT.symbol,
        currency=USD,
        price_precision=4,
        price_increment=Price.from_str("0.0001"),
        lot_size=Quantity.from_int(1),
        ts_event=0,
        ts_init=0,
        maker_fee=Decimal(0),
        taker_fee=Decimal(0),
    )
    engine = BacktestEngine(
        BacktestEngineConfig(
            logging=LoggingConfig(bypass_logging=True),
            risk_engine=RiskEngineConfig(bypass=True),
            run_analysis=False,
        )
    )
    engine.add_venue(
        venue=VENUE,
        oms_type=OmsType.NETTING,
        account_type=AccountType.CASH,
        base_currency=USD,
        starting_balances=[Money(peer.CASH, USD)],
    )
    engine.add_instrument(instrument)
    closes = frame.set_axis(frame.index + pd.Timedelta(minutes=1))
    engine.add_data(BarDataWrangler(BARS, instrument).process(closes.tz_localize("UTC")))
    strategy = Cross(CrossConfig())
    engine.add_strategy(strategy)
    first = [True]

    def run_once():
        if not first[0]:
            engine.reset()
        first[0] = False
        begin = peer.clock()
        engine.run()
        return peer.clock() - begin, list(strategy.fills)

    peer.serve(run_once, frame, sys.argv[2])


main()
