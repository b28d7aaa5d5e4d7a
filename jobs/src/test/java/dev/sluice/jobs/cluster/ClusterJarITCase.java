package dev.sluice.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar of "flink run" has what a cluster lacks and nothing that a cluster has. */
class ClusterJarITCase {
  private static final List<String> NEEDED =
      List.of(
          "dev/sluice/domain/",
          "dev/sluice/wire/",
          "dev/sluice/operators/",
          "dev/sluice/jobs/",
          "org/apache/flink/connector/kafka/",
          "org/apache/kafka/clients/",
          "org/apache/avro/",
          "org/postgresql/",
          "org/flywaydb/core/",
          "com/openai/",
          "com/networknt/schema/",
          "com/ethlo/time/",
          "de/siegmar/fastcsv/",
          "com/fasterxml/jackson/databind/");

  /** The command line and the desk in one process are in the jar as well, but not for a cluster. */
  private static final String OF_A_JOB =
      "dev\\.sluice\\.(domain|wire|operators|sinks|connectors"
          + "|jobs\\.(analysis|market|trading|records|kafka|config|[A-Z])).*";

  private static final Path JAR = Repository.file("jobs/target/sluice-jobs.jar");

  private static final List<String> FORBIDDEN =
      List.of(
          "dev/sluice/embedded/",
          "dev/sluice/console/",
          "kafka/server/",
          "org/gaul/",
          "io/zonky/",
          "io/javalin/",
          "org/eclipse/jetty/",
          "org/apache/flink/runtime/",
          "org/apache/flink/client/",
          "org/apache/flink/core/",
          "org/apache/flink/fs/s3presto/",
          "org/slf4j/Logger.class",
          "org/apache/logging/");

  @Test
  void hasWhatAClusterLacksAndNothingThatItHas() throws IOException {
    try (JarFile jar = open()) {
      List<String> entries = jar.stream().map(ZipEntry::getName).toList();
      assertThat(NEEDED)
          .allSatisfy(
              prefix ->
                  assertThat(entries.stream().filter(e -> e.startsWith(prefix))).isNotEmpty());
      assertThat(FORBIDDEN)
          .allSatisfy(
              prefix -> assertThat(entries.stream().filter(e -> e.startsWith(prefix))).isEmpty());
      assertThat(entries)
          .noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"))
          .doesNotContain("module-info.class");
    }
  }

  @Test
  void everyClassThatAJobNamesIsInTheJarOrInFlink() {
    StringWriter found = new StringWriter();
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(found),
                new PrintWriter(Writer.nullWriter()),
                "--multi-release",
                "17",
                "--missing-deps",
                "-include",
                OF_A_JOB,
                "-cp",
                FlinkLibraries.classPath(),
                JAR.toString());
    assertThat(code).as(found.toString()).isZero();
    assertThat(found.toString().lines().filter(line -> line.contains("dev.sluice."))).isEmpty();
  }

  @Test
  void mergesTheServiceFilesOfItsParts() throws IOException {
    try (JarFile jar = open()) {
      assertThat(text(jar, "META-INF/services/java.sql.Driver")).contains("org.postgresql.Driver");
      // One from flyway-core, one from flyway-database-postgresql.
      assertThat(text(jar, "META-INF/services/org.flywaydb.core.extensibility.Plugin"))
          .contains("PostgreSQLDatabaseType", "CoreResourceTypeProvider");
    }
  }

  private static JarFile open() throws IOException {
    return new JarFile(JAR.toFile());
  }

  private static String text(JarFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
