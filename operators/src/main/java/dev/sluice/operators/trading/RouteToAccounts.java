package dev.sluice.operators.trading;

import dev.sluice.domain.analysis.Signal;
import dev.sluice.domain.market.Tick;
import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.wire.SequencedInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Addresses what comes to the accounts that it concerns: a tick to those whose universe has the
 * symbol, a signal to those that also follow its strategy, a control to the one that it names or to
 * all, a venue's report to the one whose orders that venue executes.
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

  /** Routes what was sequenced by account; {@code *} is all. */
  public static Inputs inputs(List<AccountConfig> accounts) {
    return new Inputs(accounts);
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
   * See {@link #inputs}. What was not sequenced, names no account of ours, or is a report of a
   * venue that is not the account's goes nowhere and is counted as {@code inputsUnroutable}.
   */
  public static final class Inputs extends Routing<SequencedInput> {
    private static final long serialVersionUID = 1L;

    private transient Counter unroutable;

    private Inputs(List<AccountConfig> accounts) {
      super(accounts);
    }

    @Override
    public void open(OpenContext context) {
      unroutable = getRuntimeContext().getMetricGroup().counter("inputsUnroutable");
    }

    @Override
    public void flatMap(SequencedInput input, Collector<AccountInput> out) {
      boolean routed = false;
      for (AccountConfig account : accounts) {
        if (input.effectiveAt() != null && concerns(input, account)) {
          out.collect(AccountInput.of(account.name(), input));
          routed = true;
        }
      }
      if (!routed) {
        unroutable.inc();
      }
    }

    private static boolean concerns(SequencedInput input, AccountConfig account) {
      if (input.control() != null) {
        return input.account().equals("*") || input.account().equals(account.name());
      }
      String venue =
          input.execution() != null ? input.execution().venue() : input.position().venue();
      return input.account().equals(account.name())
          && account.remote()
          && account.venue().equals(venue);
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
