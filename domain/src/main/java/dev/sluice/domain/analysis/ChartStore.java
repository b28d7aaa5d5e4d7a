package dev.sluice.domain.analysis;

import java.io.IOException;

/** Where drawn charts are kept, by key. Writing the same key again replaces the object. */
public interface ChartStore {
  /**
   * Stores an object; when this returns, the object can be read.
   *
   * @param key path within the store, for example {@code charts/2026-01-02/SPY-1d.png}
   * @param bytes the object
   * @param contentType for example {@code image/png}
   * @throws IOException where the store cannot be reached or refuses; the caller may try again
   */
  void put(String key, byte[] bytes, String contentType) throws IOException;
}
