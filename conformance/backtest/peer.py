"""What the peers share: the lines that they speak with the benchmark, and the file of bars.

A peer reads a file of minute bars once. For each line `run` on standard input it runs once and answers
with `@bench {"value": bars a second, "facts": {...}}`, or `@bench failed: why`. It ends with its input.
"""

import json
import sys
import time

import pandas as pd

ANSWER = "@bench "
FAST = 20
SLOW = 50
QUANTITY = 100
CASH = 100_000_000


def bars(path):
    """The bars, indexed by their start, UTC."""
    frame = pd.read_csv(path, usecols=["timestamp_utc", "open", "high", "low", "close", "volume"])
    frame.index = pd.DatetimeIndex(frame.pop("timestamp_utc").str.rstrip("Z"))
    return frame


def write_trades(path, frame, fills):
    """Trades from flat to flat. A fill is (index of the bar at whose open it is, side, quantity, price)."""
    starts = frame.index
    with open(path, "w", encoding="ascii") as out:
        for entry, exit_ in zip(fills[0::2], fills[1::2]):
            if entry[1] != "BUY" or exit_[1] != "SELL" or entry[2] != exit_[2]:
                raise ValueError(f"{entry} then {exit_}, expected a purchase and its sale")
            out.write(
                f"{starts[entry[0]].isoformat()}Z,{starts[exit_[0]].isoformat()}Z,"
                f"{entry[2]},{entry[3]!r},{exit_[3]!r}\n"
            )


def serve(run_once, frame, trades_path):
    """Answers until the input ends; run_once gives (seconds, fills)."""
    written = False
    for line in sys.stdin:
        if line.strip() != "run":
            break
        try:
            seconds, fills = run_once()
            if not written:
                write_trades(trades_path, frame, fills)
                written = True
            answer = json.dumps(
                {
                    "value": len(frame) / seconds,
                    "facts": {"seconds": seconds, "trades": float(len(fills) // 2)},
                }
            )
        except Exception as error:  # The benchmark says what was wrong, whatever it was.
            answer = "failed: " + repr(error).replace("\n", " | ")
        print(ANSWER + answer, flush=True)


def clock():
    return time.perf_counter()
