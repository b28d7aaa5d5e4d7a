package dev.sluice.domain.analysis;

import java.io.IOException;
import java.io.Serializable;

/** Where drawn charts are kept. */
public interface ChartStore extends AutoCloseable {
  /**
   * Stores an object; an object that is there already under this key is replaced.
   *
   * @param key object key within the store's bucket
   * @param bytes content
   * @param contentType for example image/png
   * @throws IOException where it could not be stored; the caller may try again
   */
  void put(String key, byte[] bytes, String contentType) throws IOException;

  @Override
  default void close() throws IOException {}

  /** Opens a store where it is needed: its connections do not travel. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** A store, to be closed by the caller. */
    ChartStore open() throws IOException;
  }
}
