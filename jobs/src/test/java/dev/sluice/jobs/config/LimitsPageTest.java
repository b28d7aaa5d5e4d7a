package dev.sluice.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.risk.DenialCode;
import dev.sluice.domain.risk.RiskLimit;
import dev.sluice.domain.sizing.SizingModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/limits.md and docs/accounts.md have all that there is. */
class LimitsPageTest {

  static Path docs() {
    Path directory = Path.of(System.getProperty("user.dir"));
    while (!Files.isDirectory(directory.resolve("docs"))) {
      directory = directory.getParent();
    }
    return directory.resolve("docs");
  }

  private static String page(String name) throws IOException {
    return Files.readString(docs().resolve(name));
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasARow(DenialCode code) throws IOException {
    assertThat(page("limits.md").lines()).anyMatch(l -> l.startsWith("| `" + code + "` |"));
  }

  @ParameterizedTest
  @EnumSource
  void everyLimitHasItsName(RiskLimit limit) throws IOException {
    assertThat(page("limits.md")).contains("`" + limit.key() + "`");
  }

  @Test
  void everySizingHasItsName() throws IOException {
    String page = page("accounts.md");
    assertThat(SizingModels.NAMES).allMatch(name -> page.contains("| `" + name));
  }
}
