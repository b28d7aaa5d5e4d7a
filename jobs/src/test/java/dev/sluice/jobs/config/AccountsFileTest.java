package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.trading.AccountConfig;
import dev.sluice.domain.trading.PatternName;
import dev.sluice.domain.trading.PatternSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsFileTest {
  @TempDir Path home;

  private SluiceConfig config(String accounts) throws IOException {
    Path file = Files.writeString(home.resolve("accounts.json"), accounts);
    Path universe =
        Files.writeString(
            home.resolve("universe.csv"),
            """
            symbol,exchange,currency,category,tick_size,lot_size
            AAPL,NYSE,USD,CORE,0.01,1
            SPY,NYSE,USD,ETF,0.01,1
            QQQ,NYSE,USD,ETF,0.01,1
            """);
    String[] arguments = {
      "--sluice.accounts", file.toString(), "--sluice.universe", universe.toString()
    };
    return SluiceConfig.from(arguments, Map.of());
  }

  @Test
  void withoutAFileTheNamedAccountsAreAsTheyWere() {
    List<AccountConfig> accounts =
        SluiceConfig.from(new String[0], Map.of("SLUICE_ACCOUNTS", "a;b")).accounts();
    assertThat(accounts).extracting(AccountConfig::name).containsExactly("a", "b");
    assertThat(accounts.get(0))
        .isEqualTo(AccountConfig.paper("a", List.of("chart-analyst"), new BigDecimal("100000")));
  }

  @Test
  void whatAnAccountDoesNotSayIsAsWithoutAFile() throws IOException {
    assertThat(config("{\"accounts\":[{\"name\":\"a\"}]}").accounts())
        .containsExactly(
            AccountConfig.paper("a", List.of("chart-analyst"), new BigDecimal("100000")));
  }

  @Test
  void patternsAreOffUnlessTheOptionOrTheAccountSaysOtherwise() throws IOException {
    String named =
        "{\"accounts\":[{\"name\":\"a\"},{\"name\":\"b\",\"patterns\":\"standard\"},"
            + "{\"name\":\"c\",\"patterns\":{\"LOSING_STREAK\":{\"count\":7}}}]}";
    List<AccountConfig> accounts = config(named).accounts();
    assertThat(accounts.get(0).patterns()).isEqualTo(PatternSettings.OFF);
    assertThat(accounts.get(1).patterns()).isEqualTo(PatternSettings.STANDARD);
    assertThat(accounts.get(2).patterns())
        .isEqualTo(
            PatternSettings.OFF.with(
                PatternName.LOSING_STREAK,
                PatternName.LOSING_STREAK.standard().with("count", "7")));
    assertThat(
            SluiceConfig.from(new String[] {"--sluice.patterns", "standard"}, Map.of())
                .accounts()
                .get(0)
                .patterns())
        .isEqualTo(PatternSettings.STANDARD);
    assertThatThrownBy(
            () -> SluiceConfig.from(new String[] {"--sluice.patterns", "some"}, Map.of()))
        .hasMessage("sluice.patterns: patterns: was 'some', expected off or standard");
    assertThatThrownBy(() -> config(named.replace("7", "77")))
        .hasMessageContaining(
            "accounts[2].patterns.LOSING_STREAK.count: was '77', expected 2 to 30");
  }

  @Test
  void theExampleOfThePageIsRead() throws IOException {
    String page = Files.readString(LimitsPageTest.docs().resolve("accounts.md"));
    int start = page.indexOf("```json") + "```json".length();
    List<AccountConfig> accounts =
        config(page.substring(start, page.indexOf("```", start))).accounts();
    assertThat(accounts).extracting(AccountConfig::name).containsExactly("growth", "careful");
    AccountConfig growth = accounts.get(0);
    assertThat(growth.initialCash()).isEqualByComparingTo("250000");
    assertThat(growth.strategies()).containsExactlyInAnyOrder("chart-analyst", "sma-cross");
    assertThat(growth.sizing().spec()).isEqualTo("kelly:0.5,cap=0.1");
    assertThat(growth.limits().maxNotional()).isEqualByComparingTo("50000");
    assertThat(growth.limits().restricted("GME")).isTrue();
    assertThat(growth.limits().allowShort()).isTrue();
    assertThat(growth.buckets()).hasSize(4);
    assertThat(growth.buckets().get(1).symbols())
        .as("those of the category")
        .containsExactlyInAnyOrder("SPY", "QQQ");
    assertThat(accounts.get(1).buckets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"accounts\":[]} | accounts: was '[]', expected an array of one account or more",
        "[] | accounts: was '', expected an array of one account or more",
        "{\"accounts\":[7]} | accounts[0]: was '7', expected an object",
        "{\"accounts\":[{}]} | accounts[0].name: was '', expected the account's name",
        "{\"accounts\":[{\"name\":\"a\"},{\"name\":\"a\"}]} | accounts[1].name: was 'a', expected one",
        "{\"accounts\":[{\"name\":\"a\",\"size\":1}]} | accounts[0].size: is not known, expected some",
        "{\"accounts\":[{\"name\":\"a\",\"capital\":\"x\"}]} | accounts[0].capital: was 'x', expected a",
        "{\"accounts\":[{\"name\":\"a\",\"capital\":-1}]} | accounts[0].initialCash is -1",
        "{\"accounts\":[{\"name\":\"a\",\"sizing\":\"kelly:2\"}]} | accounts[0].sizing: 'kelly:2'",
        "{\"accounts\":[{\"name\":\"a\",\"sizing\":5}]} | accounts[0].sizing: was '5', expected text",
        "{\"accounts\":[{\"name\":\"a\",\"symbols\":\"AAPL\"}]} | accounts[0].symbols: was 'AAPL'",
        "{\"accounts\":[{\"name\":\"a\",\"limits\":{\"max_fun\":1}}]} | accounts[0].limit: was 'max_fun'",
        "{\"accounts\":[{\"name\":\"a\",\"limits\":{\"max_orders\":0}}]}"
            + "| accounts[0].max_orders: was '0', expected a whole number above 0",
        "{\"accounts\":[{\"name\":\"a\",\"buckets\":[{\"name\":\"core\",\"share\":2}]}]}"
            + "| accounts[0].buckets[0].share: was '2', expected a fraction above 0 and at most 1",
        "{\"accounts\":[{\"name\":\"a\",\"buckets\":[{\"name\":\"Core\",\"share\":1}]}]}"
            + "| accounts[0].buckets[0].bucket: name was 'Core', expected",
        "{\"accounts\":[{\"name\":\"a\",\"buckets\":[{\"name\":\"p\",\"share\":1,"
            + "\"categories\":[\"PENNY\"]}]}]}"
            + "| accounts[0].buckets[0].categories: was 'PENNY', expected a category that symbols",
        "{\"accounts\":[{\"name\":\"a\",\"buckets\":[{\"name\":\"p\",\"share\":1,"
            + "\"categories\":[\"BOND\"]}]}]}"
            + "| accounts[0].buckets[0].categories: was 'BOND', expected some of CORE, PENNY, ETF",
        "{bad | line 1: "
      })
  void whatIsWrongIsNamed(String accounts, String message) {
    assertThatThrownBy(() -> config(accounts))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("sluice.accounts: '")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereOrNoJsonIsRefused() {
    for (String path : List.of("/nowhere/accounts.json", "accounts.yaml", "a/b")) {
      assertThatThrownBy(
              () -> SluiceConfig.from(new String[] {"--sluice.accounts", path}, Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("sluice.accounts: ")
          .hasMessageContaining(path);
    }
  }
}
