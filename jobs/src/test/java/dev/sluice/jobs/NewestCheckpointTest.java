package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestCheckpointTest {
  private static final Instant MORNING = Instant.parse("2025-01-06T09:00:00Z");

  @TempDir private Path directory;

  @Test
  void thereIsNoneWhereNothingIs() throws IOException {
    assertThat(NewestCheckpoint.find(directory.toUri())).isEmpty();
    assertThat(NewestCheckpoint.find(directory.resolve("absent").toUri())).isEmpty();
  }

  @Test
  void theNewestOfAllRunsWins() throws IOException {
    checkpoint("a", 41, MORNING);
    Path newest = checkpoint("b", 2, MORNING.plusSeconds(60));
    checkpoint("b", 1, MORNING.plusSeconds(50));
    assertThat(found()).isEqualTo(newest);
  }

  @Test
  void ofTwoOfOneSecondTheHigherNumberWins() throws IOException {
    checkpoint("a", 9, MORNING);
    Path newest = checkpoint("a", 10, MORNING);
    assertThat(found()).isEqualTo(newest);
  }

  @Test
  void oneWithoutMetadataIsNotComplete() throws IOException {
    Path complete = checkpoint("a", 1, MORNING);
    Files.createDirectories(directory.resolve("a/chk-2"));
    Files.createDirectories(directory.resolve("a/shared"));
    assertThat(found()).isEqualTo(complete);
  }

  private Path found() throws IOException {
    URI found = NewestCheckpoint.find(directory.toUri()).orElseThrow();
    return Path.of(found.getPath());
  }

  private Path checkpoint(String run, int number, Instant time) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve(run).resolve("chk-" + number));
    Path metadata = Files.createFile(checkpoint.resolve("_metadata"));
    Files.setLastModifiedTime(metadata, FileTime.from(time));
    return checkpoint;
  }
}
