package dev.sluice.jobs.history;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** An object store that counts what is written. */
final class ObjectsInMemory implements ObjectStore {
  final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  final List<String> puts = new ArrayList<>();

  @Override
  public Optional<byte[]> get(String key) {
    return Optional.ofNullable(objects.get(key));
  }

  @Override
  public synchronized void put(String key, byte[] bytes) {
    puts.add(key);
    objects.put(key, bytes);
  }

  @Override
  public List<String> list(String prefix) {
    return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }
}
