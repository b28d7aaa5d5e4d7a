package dev.sluice.sinks.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkObjectStoreTest {
  @TempDir Path directory;

  @Test
  void whatWasPutCanBeReadAndTheSecondWriteReplaces() throws Exception {
    FlinkObjectStore store = InstantiationUtil.clone(new FlinkObjectStore(directory.toUri()));
    assertThat(store.exists("charts/2026/a.png")).isFalse();
    store.put("charts/2026/a.png", new byte[] {1, 2, 3}, "image/png");
    store.put("charts/2026/a.png", new byte[] {4}, "image/png");
    assertThat(store.exists("charts/2026/a.png")).isTrue();
    assertThat(store.get("charts/2026/a.png")).containsExactly(4);
    assertThat(directory.resolve("charts/2026/a.png")).hasBinaryContent(new byte[] {4});
  }

  @Test
  void anAbsentObjectIsNamed() {
    FlinkObjectStore store = new FlinkObjectStore(directory.toUri());
    assertThatThrownBy(() -> store.get("charts/b.png"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("charts/b.png");
  }

  @Test
  void anAddressIsTheObjectsOwn() {
    assertThat(new FlinkObjectStore(URI.create("s3://sluice")).address("charts/a.png"))
        .isEqualTo("s3://sluice/charts/a.png");
  }

  @Test
  void keysAndBasesThatMakeNoSenseAreRefusedByName() {
    FlinkObjectStore store = new FlinkObjectStore(directory.toUri());
    assertThatThrownBy(() -> store.put("../a.png", new byte[0], "image/png"))
        .hasMessageContaining("../a.png");
    assertThatThrownBy(() -> store.put("a.html", new byte[0], "image/png"))
        .hasMessageContaining(".png");
    assertThatThrownBy(() -> new FlinkObjectStore(URI.create("bucket/x")))
        .hasMessageContaining("bucket/x");
  }
}
