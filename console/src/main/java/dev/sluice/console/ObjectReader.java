package dev.sluice.console;

import java.util.Optional;

/** Reads objects of the object store: charts, analyses and whatever else an artifact points to. */
@FunctionalInterface
public interface ObjectReader {
  /**
   * The bytes of an object.
   *
   * @param bucket bucket name
   * @param key object key
   * @return empty where there is no such object
   * @throws RuntimeException where the store cannot be reached; the console answers 503
   */
  Optional<byte[]> get(String bucket, String key);
}
