package dev.sluice.sinks.s3;

import dev.sluice.domain.analysis.ChartStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.util.Objects;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;

/**
 * Objects behind Flink's file systems: {@code s3://bucket/prefix} in production, {@code file:///…}
 * where there is no object store.
 *
 * <p>An object is written to its final key. On S3 a key appears whole or not at all, so there is
 * nothing to rename; since keys derive from lineage, writing one again after a restart replaces it
 * by the same bytes. Flink's file systems take no content type, so a reader goes by the key's
 * suffix, and {@link #put} insists that both agree.
 */
public final class FlinkObjectStore implements ChartStore, Serializable {
  private static final long serialVersionUID = 1L;

  private final URI base;

  /**
   * @param base where keys begin, with a scheme, for example {@code s3://sluice}
   * @throws IllegalArgumentException where the address has no scheme
   */
  public FlinkObjectStore(URI base) {
    Objects.requireNonNull(base, "base");
    if (base.getScheme() == null) {
      throw new IllegalArgumentException(
          "base: was '" + base + "', expected an address with a scheme, such as s3://bucket");
    }
    this.base = base;
  }

  @Override
  public void put(String key, byte[] bytes, String contentType) throws IOException {
    String suffix = suffixOf(contentType);
    if (suffix != null && !key.endsWith(suffix)) {
      throw new IllegalArgumentException(
          "key: was '" + key + "', expected to end with " + suffix + " for " + contentType);
    }
    Path path = path(key);
    FileSystem fileSystem = FileSystem.get(base);
    if (!fileSystem.isDistributedFS()) {
      fileSystem.mkdirs(path.getParent());
    }
    try (FSDataOutputStream out = fileSystem.create(path, WriteMode.OVERWRITE)) {
      out.write(bytes);
    }
  }

  /**
   * The object of a key.
   *
   * @throws FileNotFoundException where there is none
   * @throws IOException where the store cannot be reached
   */
  public byte[] get(String key) throws IOException {
    Path path = path(key);
    if (!exists(key)) {
      throw new FileNotFoundException("no object " + path);
    }
    try (FSDataInputStream in = FileSystem.get(base).open(path)) {
      return in.readAllBytes();
    }
  }

  /**
   * True where the store has an object of this key.
   *
   * @throws IOException where the store cannot be reached
   */
  public boolean exists(String key) throws IOException {
    return FileSystem.get(base).exists(path(key));
  }

  /** The address of a key, for example {@code s3://sluice/charts/a.png}. */
  public String address(String key) {
    return path(key).toString();
  }

  private Path path(String key) {
    if (key.isEmpty() || key.startsWith("/") || key.contains("..")) {
      throw new IllegalArgumentException(
          "key: was '" + key + "', expected a relative path without '..'");
    }
    return new Path(new Path(base), key);
  }

  private static String suffixOf(String contentType) {
    return switch (contentType) {
      case "image/png" -> ".png";
      case "text/html", "text/html; charset=utf-8", "text/html;charset=utf-8" -> ".html";
      default -> null;
    };
  }
}
