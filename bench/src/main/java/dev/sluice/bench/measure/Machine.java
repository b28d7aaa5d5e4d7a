package dev.sluice.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * What a run was made on.
 *
 * @param processors that the JVM may use
 * @param model of the processors; {@code unknown} where the system does not say
 * @param memoryGib of the machine; 0 where the system does not say
 * @param java version of the JVM
 * @param flink version
 */
public record Machine(int processors, String model, long memoryGib, String java, String flink) {
  private static final long KIB_IN_GIB = 1 << 20;

  /** This one. */
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        field("/proc/cpuinfo", "model name", "unknown"),
        Long.parseLong(field("/proc/meminfo", "MemTotal", "0").split(" ")[0]) / KIB_IN_GIB,
        Runtime.version().toString(),
        EnvironmentInformation.getVersion());
  }

  private static String field(String file, String name, String otherwise) {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return otherwise;
    }
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse(otherwise);
  }

  /** For people. */
  public String describe() {
    return "%d processors (%s), %d GiB, JDK %s, Flink %s"
        .formatted(processors, model, memoryGib, java, flink);
  }
}
