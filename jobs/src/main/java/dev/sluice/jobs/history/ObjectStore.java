package dev.sluice.jobs.history;

import java.util.List;
import java.util.Optional;

/** Objects by key. Safe for many threads. */
interface ObjectStore {
  /** The object of a key; empty where there is none. */
  Optional<byte[]> get(String key) throws HistoryException;

  /** Writes an object; it appears whole or not at all, and replaces one of the same key. */
  void put(String key, byte[] bytes) throws HistoryException;

  /** All keys that begin so, in the order of their UTF-8 bytes. */
  List<String> list(String prefix) throws HistoryException;
}
