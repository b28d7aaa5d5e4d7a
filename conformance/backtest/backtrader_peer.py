"""A moving-average cross with backtrader: python backtrader_peer.py BARS.csv TRADES.csv

Orders of a bar are filled at the next bar's open, backtrader's default. Reading the frame into
backtrader's lines is not counted.
"""

import sys

import backtrader as bt

import peer


class Frame(bt.feeds.PandasData):
    """A frame that says how long it took to become lines."""

    seconds = 0.0

    def preload(self):
        begin = peer.clock()
        super().preload()
        self.seconds = peer.clock() - begin


class Cross(bt.Strategy):
    params = (("fast", peer.FAST), ("slow", peer.SLOW))

    def __init__(self):
        self.fast = bt.indicators.SimpleMovingAverage(self.data.close, period=self.p.fast)
        self.slow = bt.indicators.SimpleMovingAverage(self.data.close, period=self.p.slow)
        self.fills = []

    def notify_order(self, order):
        if order.status == order.Completed:
            side = "BUY" if order.isbuy() else "SELL"
            quantity = int(abs(order.executed.size))
            self.fills.append((len(self.data) - 1, side, quantity, order.executed.price))
        elif order.status in (order.Canceled, order.Margin, order.Rejected):
            raise ValueError(f"order {order.getstatusname()}, expected it to be filled")

    def next(self):
        if len(self.data) <= self.p.slow:
            return
        now = self.fast[0] - self.slow[0]
        before = self.fast[-1] - self.slow[-1]
        if now > 0 and before <= 0 and not self.position:
            self.buy(size=peer.QUANTITY)
        elif now < 0 and before >= 0 and self.position:
            self.sell(size=peer.QUANTITY)


def main():
    frame = peer.bars(sys.argv[1])

    def run_once():
        data = Frame(dataname=frame, openinterest=None)
        cerebro = bt.Cerebro(stdstats=False)
        cerebro.adddata(data)
        cerebro.addstrategy(Cross)
        cerebro.broker.setcash(peer.CASH)
        begin = peer.clock()
        strategy = cerebro.run()[0]
        return peer.clock() - begin - data.seconds, strategy.fills

    peer.serve(run_once, frame, sys.argv[2])


main()
