package dev.sluice.jobs.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the {@code lib} directory of a Flink distribution holds, taken from the test's own class
 * path: Flink, its libraries and its logging. None of the desk's modules and nothing that only the
 * desk needs, so that the jar of the jobs must bring it.
 */
final class FlinkLibraries {
  private static final List<String> DISTRIBUTION =
      List.of(
          "flink-",
          "log4j-",
          "slf4j-api-",
          "commons-cli-",
          "commons-collections-",
          "commons-compress-",
          "commons-io-",
          "commons-lang3-",
          "commons-math3-",
          "commons-text-",
          "kryo-",
          "minlog-",
          "objenesis-",
          "reflectasm-",
          "javassist-",
          "snappy-java-",
          "lz4-java-",
          "jsr305-",
          "async-profiler-",
          "RoaringBitmap-",
          "snakeyaml-engine-");

  private static final List<String> BROUGHT_BY_THE_JOBS =
      List.of("flink-connector-", "flink-test-utils");

  private FlinkLibraries() {}

  /** The class path, entries separated as the platform does. */
  static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .filter(FlinkLibraries::isOfTheDistribution)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOfTheDistribution(Path jar) {
    String name = jar.getFileName().toString();
    return DISTRIBUTION.stream().anyMatch(name::startsWith)
        && BROUGHT_BY_THE_JOBS.stream().noneMatch(name::startsWith)
        && !name.endsWith("-tests.jar");
  }
}
