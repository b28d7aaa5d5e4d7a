package dev.sluice.domain.trading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.risk.RiskLimits;
import dev.sluice.domain.trading.venue.Commission;
import dev.sluice.domain.trading.venue.Slippage;
import dev.sluice.domain.trading.venue.VenueModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The venue that nobody has configured is the one of version 0.1, to the last decision. */
class DefaultVenueTest {

  /** Of version 0.1, over 80 runs of random quotes, signals and controls. */
  private static final String DECISIONS =
      "3fb0641e80e5ad172b0afa624bb3331487e27f3e99d6c5e44b3416574d3c9c76";

  @Test
  void decisionsAreThoseOfVersion01() {
    DecisionHash all = new DecisionHash();
    int lines = 0;
    for (boolean allowShort : new boolean[] {false, true}) {
      for (long seed = 0; seed < 40; seed++) {
        AccountMachine machine =
            new AccountMachine(withTheLimitsOfVersion01(allowShort), Desk.CALENDAR);
        AccountState state = machine.open();
        String run = allowShort + "" + seed;
        for (String line : decisions(machine, state, seed).lines()) {
          add(all, line + "|" + run);
          lines++;
        }
        add(all, "cash" + run + state.cash().toPlainString() + state.equity().toPlainString());
      }
    }
    assertThat(lines).isEqualTo(2961);
    assertThat(all.hex()).isEqualTo(DECISIONS);
  }

  /** What has come since is set aside: it is the venue that is compared. */
  private static AccountConfig withTheLimitsOfVersion01(boolean allowShort) {
    AccountConfig config = AccountMachinePropertiesTest.config(allowShort);
    RiskLimits limits = config.limits();
    for (RiskLimit limit :
        List.of(
            RiskLimit.MAX_GROSS_EXPOSURE,
            RiskLimit.MAX_NET_EXPOSURE,
            RiskLimit.MAX_ORDER_QUANTITY,
            RiskLimit.PRICE_COLLAR,
            RiskLimit.MAX_QUOTE_AGE,
            RiskLimit.MAX_ORDERS,
            RiskLimit.DUPLICATE_WINDOW)) {
      limits = limits.with(limit, RiskLimits.NONE.text(limit));
    }
    return config.with(limits);
  }

  private static DecisionHash decisions(AccountMachine machine, AccountState state, long seed) {
    DecisionHash hash = new DecisionHash();
    for (Object input : AccountMachinePropertiesTest.inputs(seed, 200)) {
      for (AccountEvent event : AccountMachinePropertiesTest.apply(machine, state, input)) {
        if (event instanceof AccountEvent.OrderChanged changed) {
          hash.add(changed.order());
        } else if (event instanceof AccountEvent.Filled filled) {
          hash.add(filled.fill());
        }
      }
    }
    return hash;
  }

  private static void add(DecisionHash hash, String text) {
    hash.addOrder(Instant.EPOCH, text, null, null, null, null, null, null, null, null);
  }

  @Test
  void theDefaultIsWhatAPersonWouldWrite() {
    assertThat(ExecutionCosts.DEFAULT.model())
        .isEqualTo(
            VenueModel.FREE
                .withSlippage(Slippage.parse("bps:1"))
                .withCommission(Commission.parse("per-share:0.005,min=1.00")));
    assertThat(new ExecutionCosts(BigDecimal.ONE, new BigDecimal("0.005"), new BigDecimal("1.00")))
        .isEqualTo(ExecutionCosts.DEFAULT);
  }
}
