package dev.sluice.operators.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.Control;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Addresses what comes to the accounts that it concerns: a tick to those whose universe has the
 * symbol, a signal to those that also follow its strategy, a control to the one that it names or to
 * all.
 */
public final class RouteToAccounts {
  private RouteToAccounts() {}

  /** Routes validated ticks by symbol. */
  public static Ticks ticks(List<AccountConfig> accounts) {
    return new Ticks(accounts);
  }

  /** Routes signals by strategy and symbol. */
  public static Signals signals(List<AccountConfig> accounts) {
    return new Signals(accounts);
  }

  /** Routes sequenced controls by account; {@code *} is all. */
  public static Controls controls(List<AccountConfig> accounts) {
    return new Controls(accounts);
  }

  /** See {@link #ticks}. */
  public static final class Ticks extends Routing<Tick> {
    private static final long serialVersionUID = 1L;

    private Ticks(List<AccountConfig> accounts) {
      super(accounts);
    }

    @Override
    public void flatMap(Tick tick, Collector<AccountInput> out) {
      for (AccountConfig account : accounts) {
        if (account.trades(tick.symbol())) {
          out.collect(AccountInput.of(account.name(), tick));
        }
      }
    }
  }

  /** See {@link #signals}. */
  public static final class Signals extends Routing<Signal> {
    private static final long serialVersionUID = 1L;

    private Signals(List<AccountConfig> accounts) {
      super(accounts);
    }

    @Override
    public void flatMap(Signal signal, Collector<AccountInput> out) {
      for (AccountConfig account : accounts) {
        if (account.follows(signal.strategy()) && account.trades(signal.symbol())) {
          out.collect(AccountInput.of(account.name(), signal));
        }
      }
    }
  }

  /**
   * See {@link #controls}. One that was not sequenced, or that names no account of ours, goes
   * nowhere and is counted as {@code controlsUnroutable}.
   */
  public static final class Controls extends Routing<Control> {
    private static final long serialVersionUID = 1L;

    private transient Counter unroutable;

    private Controls(List<AccountConfig> accounts) {
      super(accounts);
    }

    @Override
    public void open(OpenContext context) {
      unroutable = getRuntimeContext().getMetricGroup().counter("controlsUnroutable");
    }

    @Override
    public void flatMap(Control control, Collector<AccountInput> out) {
      boolean routed = false;
      for (AccountConfig account : accounts) {
        boolean named = control.account().equals("*") || control.account().equals(account.name());
        if (named && control.effectiveAt() != null) {
          out.collect(AccountInput.of(account.name(), control));
          routed = true;
        }
      }
      if (!routed) {
        unroutable.inc();
      }
    }
  }

  private abstract static class Routing<T> extends RichFlatMapFunction<T, AccountInput> {
    private static final long serialVersionUID = 1L;

    final ArrayList<AccountConfig> accounts;

    Routing(List<AccountConfig> accounts) {
      this.accounts = new ArrayList<>(accounts);
    }
  }
}
