package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.connectors.feed.FeedException;
import dev.sluice.connectors.feed.FeedSource;
import dev.sluice.connectors.files.FileMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFileTest {
  private static final FileMapping MAPPING =
      FileMapping.of("date=Day,close=Last,volume=", "dd.MM.yyyy", "Europe/Berlin", null, ";", true);

  @TempDir private Path directory;
  private Path actions;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    actions =
        Files.writeString(
            directory.resolve("actions.csv"),
            "symbol,ex_date,split_factor,dividend\nSPY,2024-07-03,2,0\n");
    file =
        Files.writeString(
            directory.resolve("file.csv"),
            "Day;Open;High;Low;Last\n02.07.2024;1;2;1;2\n03.07.2024;1;2;1;2\n");
  }

  @Test
  void aHomeRemembersHowItsFileIsWritten() throws Exception {
    DeskBirth birth =
        new DeskBirth(file.toString(), List.of("SPY"), 1, 2, false, MAPPING, actions.toString());
    try (DeskHome home = DeskHome.open(directory.resolve("home"))) {
      home.born(birth);
      assertThat(home.birth()).contains(birth);
    }
    FeedSource source = DeskFeed.open(birth.file(), birth.symbols(), 1);
    assertThat(source.symbols()).containsExactly("SPY");
    assertThat(source.identity()).contains("actions=", "2024-07-03", "dd.MM.yyyy");
  }

  /** What an earlier release wrote has neither. */
  @Test
  void aHomeOfAnEarlierReleaseIsReadAsItWasWritten() throws Exception {
    try (DeskHome home = DeskHome.open(directory.resolve("home"))) {
      Files.writeString(
          home.directory().resolve("desk.json"),
          "{\"feed\":\"simulated\",\"symbols\":[\"SPY\"],\"seed\":1,\"partitions\":2}");
      DeskBirth birth = home.birth().orElseThrow();
      assertThat(birth.file().actions()).isNull();
      assertThat(birth.file().mapping()).isEqualTo(FileMapping.NONE.withSymbol("SPY"));
      assertThat(DeskFeed.open(birth.file(), birth.symbols(), 1).symbols()).containsExactly("SPY");
    }
  }

  @Test
  void optionsOfFilesAreRefusedForTheSimulatedMarket() {
    assertThatThrownBy(() -> new FeedFile("simulated", FileMapping.NONE, actions).check())
        .isInstanceOf(DeskException.class)
        .hasMessageStartingWith("--actions: was given for the simulated market");
    assertThatThrownBy(() -> new FeedFile("simulated", MAPPING, null).check())
        .isInstanceOf(DeskException.class)
        .hasMessageStartingWith("--columns and other options of files: was given");
  }

  @Test
  void aSplitIsSaidOnce() throws IOException {
    Path daily =
        Files.writeString(
            directory.resolve("daily.csv"),
            "symbol,date,open,high,low,close,volume,split_coefficient\n"
                + "SPY,2024-07-02,1,2,1,2,3,1\n");
    assertThatThrownBy(() -> new FeedFile(daily.toString(), FileMapping.NONE, actions).check())
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("--actions: ")
        .hasMessageContaining("has a column split_coefficient");
    Path none = directory.resolve("none.csv");
    assertThatThrownBy(() -> new FeedFile(file.toString(), MAPPING, none).check())
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("none.csv");
    assertThatThrownBy(() -> new FeedFile(file.toString()).check())
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("--columns");
  }
}
