package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.feed.Pace;
import dev.sluice.jobs.config.ConfigException;
import dev.sluice.jobs.config.SluiceConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a desk says of its universe before it starts anything. */
class DeskUniverseTest {
  @TempDir private Path directory;

  @Test
  void symbolsThatTheUniverseFileDoesNotHaveAreRefused() throws Exception {
    Path file = universe("RY,TSX,CAD,CORE,0.01,100");
    assertThatThrownBy(() -> start(List.of("RY", "SPY"), file))
        .isInstanceOf(DeskException.class)
        .hasMessage("--symbols: was 'SPY', expected symbols of sluice.universe (" + file + ")");
    assertThat(directory.resolve("home").resolve("kafka")).doesNotExist();
  }

  @Test
  void aUniverseFileThatIsNoneIsSaidBeforeTheHomeIsBorn() throws Exception {
    Path file = universe("RY,TSX,CAD,CORE,a cent,100");
    assertThatThrownBy(() -> start(null, file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sluice.universe")
        .hasMessageContaining("line 2: tick_size was 'a cent'");
    // Another try with a sound file is not another desk's.
    assertThatThrownBy(() -> start(List.of("SPY"), universe("RY,TSX,CAD,CORE,0.01,100")))
        .isInstanceOf(DeskException.class)
        .hasMessageStartingWith("--symbols");
  }

  private Path universe(String line) throws Exception {
    return Files.writeString(
        directory.resolve("universe.csv"),
        "symbol,exchange,currency,category,tick_size,lot_size\n" + line + "\n");
  }

  private void start(List<String> symbols, Path file) throws Exception {
    SluiceConfig config =
        SluiceConfig.from(new String[0], Map.of("SLUICE_UNIVERSE", file.toString()));
    DeskOptions options =
        new DeskOptions(directory.resolve("home"), null, symbols, null, 1, Pace.MAX);
    DeskStarter.start(options, config).close();
  }
}
