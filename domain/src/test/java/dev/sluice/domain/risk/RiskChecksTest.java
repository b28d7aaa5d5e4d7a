package dev.sluice.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit at one below, at, and one above; each denial code has a case. */
class RiskChecksTest {
  @ParameterizedTest
  @MethodSource("dev.sluice.domain.risk.LimitCases#boundaries")
  void aLimitIsExact(LimitCases.Boundary boundary) {
    for (String figure : boundary.passing()) {
      assertThat(RiskChecks.check(request(boundary, figure), boundary.limits()))
          .as("%s passes", figure)
          .isEmpty();
    }
    for (String figure : boundary.denied()) {
      Denial denial = RiskChecks.check(request(boundary, figure), boundary.limits()).orElseThrow();
      assertThat(denial.code()).as(figure).isEqualTo(boundary.code());
      assertThat(denial.figure()).as("what was compared").isNotNull();
      assertThat(denial.limit()).as("with what").isNotNull();
      assertThat(denial.reason()).contains(Figures.plain(denial.limit()));
    }
  }

  private static RiskRequest request(LimitCases.Boundary boundary, String figure) {
    Ask ask = new Ask();
    boundary.set().accept(ask, new BigDecimal(figure));
    return ask.request();
  }

  @ParameterizedTest
  @MethodSource({
    "dev.sluice.domain.risk.LimitCases#switches",
    "dev.sluice.domain.risk.LimitCases#lists"
  })
  void aSwitchDenies(LimitCases.Switch limit) {
    Ask ask = new Ask();
    limit.on().accept(ask);
    Denial denial = RiskChecks.check(ask.request(), limit.limits()).orElseThrow();
    assertThat(denial.code()).isEqualTo(limit.code());
    if (denial.code() == DenialCode.CHECK_NOT_POSSIBLE) {
      assertThat(denial.reason()).as("names the figure").startsWith(limit.what());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.domain.risk.LimitCases#switches")
  void withoutTheSwitchTheSameOrderPasses(LimitCases.Switch limit) {
    assertThat(RiskChecks.check(new Ask().request(), limit.limits())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.sluice.domain.risk.LimitCases#lists")
  void whatIsNotOnAListPasses(LimitCases.Switch limit) {
    RiskLimits others =
        limit
            .limits()
            .with(RiskLimit.RESTRICTED, "AA,AAAA")
            .with(RiskLimit.HALTED, "")
            .with(RiskLimit.HARD_TO_BORROW, "AAA");
    assertThat(RiskChecks.check(new Ask().request(), others)).as("a purchase").isEmpty();
  }

  @Test
  void everyCodeHasACase() {
    Set<DenialCode> cases = EnumSet.noneOf(DenialCode.class);
    LimitCases.boundaries().forEach(boundary -> cases.add(boundary.code()));
    Stream.concat(LimitCases.switches(), LimitCases.lists())
        .forEach(limit -> cases.add(limit.code()));
    assertThat(cases).containsExactlyInAnyOrder(DenialCode.values());
  }

  /**
   * No limit may hold a position: whatever denies an entry lets its exit through, but for three.
   */
  @Test
  void whatReducesIsStoppedByAHaltAnUnknownOrderItsQuantityAndItsDuplicateAlone() {
    List<String> denied = new ArrayList<>();
    LimitCases.boundaries()
        .forEach(
            boundary -> {
              Ask ask = new Ask();
              boundary.set().accept(ask, new BigDecimal(boundary.denied().get(0)));
              ask.entry = false;
              RiskChecks.check(ask.request(), boundary.limits())
                  .ifPresent(denial -> denied.add(boundary.toString()));
            });
    Stream.concat(LimitCases.switches(), LimitCases.lists())
        .forEach(
            limit -> {
              Ask ask = new Ask();
              limit.on().accept(ask);
              ask.entry = false;
              ask.opensShort = false;
              RiskChecks.check(ask.request(), limit.limits())
                  .ifPresent(denial -> denied.add(limit.toString()));
            });
    assertThat(denied)
        .containsExactlyInAnyOrder(
            "ACCOUNT_HALTED: halted",
            "ORDER_STATE_UNKNOWN: unknown",
            "DUPLICATE_ORDER: the signal's",
            "CHECK_NOT_POSSIBLE: quantity");
  }

  @Test
  void theReasonOfAMissingSizeIsTheModels() {
    Ask ask = new Ask();
    ask.quantity = null;
    ask.quantityUnknown = "odds are not known: stop is null, target is null";
    assertThat(RiskChecks.check(ask.request(), RiskLimits.DEFAULT).orElseThrow().reason())
        .isEqualTo("odds are not known: stop is null, target is null");
  }
}
