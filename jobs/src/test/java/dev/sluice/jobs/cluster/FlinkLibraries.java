package dev.sluice.jobs.cluster;

import java.io.File;
import java.io.IOException;
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
  private static final String S3_PLUGIN = "flink-s3-fs-";

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

  private static final List<String> NOT_IN_LIB =
      List.of("flink-connector-kafka-", "flink-connector-jdbc-", "flink-test-utils", S3_PLUGIN);

  private FlinkLibraries() {}

  /** The class path, entries separated as the platform does. */
  static String classPath() {
    return jars()
        .filter(FlinkLibraries::isOfTheDistribution)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Fills a {@code plugins} directory with the S3 file system, as the images of the compose file
   * do.
   *
   * @return the directory
   */
  static Path plugins(Path directory) throws IOException {
    Path plugin = Files.createDirectories(directory.resolve("s3"));
    for (Path jar : jars().filter(jar -> name(jar).startsWith(S3_PLUGIN)).toList()) {
      Path link = plugin.resolve(name(jar));
      if (!Files.exists(link)) {
        link(link, jar);
      }
    }
    return directory;
  }

  private static void link(Path link, Path jar) throws IOException {
    try {
      Files.createLink(link, jar.toRealPath());
    } catch (IOException | UnsupportedOperationException onAnotherDisk) {
      Files.copy(jar, link);
    }
  }

  private static Stream<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::isRegularFile);
  }

  private static String name(Path jar) {
    return jar.getFileName().toString();
  }

  private static boolean isOfTheDistribution(Path jar) {
    String name = name(jar);
    return DISTRIBUTION.stream().anyMatch(name::startsWith)
        && NOT_IN_LIB.stream().noneMatch(name::startsWith)
        && !name.endsWith("-tests.jar");
  }
}
