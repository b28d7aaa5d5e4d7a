package dev.sluice.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobs.NewestCheckpoint;
import dev.sluice.jobs.analysis.AnalysisJob;
import dev.sluice.jobs.cli.SluiceCommand;
import dev.sluice.jobs.config.SluiceConfig;
import dev.sluice.jobs.market.MarketJob;
import dev.sluice.jobs.records.RecordsJob;
import dev.sluice.jobs.trading.TradingJob;
import dev.sluice.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The compose file says what the code says: options, topics, files, images. */
class ComposeFileTest {
  /** What other software reads; everything else in upper case is an option of ours. */
  private static final Pattern OURS = Pattern.compile("SLUICE_[A-Z0-9_]+");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:[?-][^}]*)?}");

  private static final List<Class<?>> JOBS =
      List.of(MarketJob.class, AnalysisJob.class, TradingJob.class, RecordsJob.class);

  private static String text;
  private static Map<String, Map<String, Object>> services;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(Repository.file("docker-compose.yml"));
    Map<String, Object> file = new Yaml().load(text);
    services = map(file.get("services"));
  }

  @SuppressWarnings("unchecked")
  private static <T> Map<String, T> map(Object value) {
    return value == null ? Map.of() : (Map<String, T>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  @Test
  void describesTheWholeSystem() {
    assertThat(services.keySet())
        .containsExactlyInAnyOrder(
            "kafka",
            "topics",
            "postgres",
            "minio",
            "bucket",
            "jobmanager",
            "taskmanager-1",
            "taskmanager-2",
            "jobs",
            "feed",
            "console",
            "analyst");
  }

  @Test
  void everyImageHasAVersion() {
    services.forEach(
        (name, service) ->
            assertThat(service.get("image").toString())
                .as("image of %s", name)
                .matches("[a-z0-9./-]+:[A-Za-z0-9][A-Za-z0-9._-]*")
                .doesNotEndWith(":latest"));
  }

  @Test
  void everyEnvironmentNameIsAnOption() {
    Set<String> options = new HashSet<>();
    SluiceConfig.options().forEach(option -> options.add(SluiceConfig.environmentName(option)));
    List<String> named = new ArrayList<>();
    services
        .values()
        .forEach(
            service ->
                map(service.get("environment")).keySet().stream()
                    .filter(name -> OURS.matcher(name).matches())
                    .forEach(named::add));
    assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(options).contains(name));
    for (String job : new String[] {"jobs", "taskmanager-1", "taskmanager-2", "feed", "console"}) {
      assertThat(map(services.get(job).get("environment")))
          .containsKeys(
              "SLUICE_KAFKA_BOOTSTRAP_SERVERS",
              "SLUICE_POSTGRES_URL",
              "SLUICE_POSTGRES_PASSWORD",
              "SLUICE_S3_ENDPOINT",
              "SLUICE_S3_SECRET_KEY");
    }
  }

  @Test
  void theConfigurationTakesTheEnvironmentOfTheJobs() {
    Map<String, String> environment = new HashMap<>();
    map(services.get("jobs").get("environment"))
        .forEach((name, value) -> environment.put(name, withDefaults(value.toString())));
    SluiceConfig config = SluiceConfig.from(new String[0], environment);
    assertThat(config.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(config.partitions()).isEqualTo(2);
    assertThat(config.symbols()).contains("TSLA", "USO").hasSize(10);
  }

  private static String withDefaults(String value) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            match -> {
              String otherwise = match.group(2);
              boolean hasDefault = otherwise != null && otherwise.startsWith(":-");
              return Matcher.quoteReplacement(hasDefault ? otherwise.substring(2) : "secret");
            });
  }

  @Test
  void theCommandsOfTheDeskAreThoseOfTheCommandLine() {
    List<String> checked = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          if (service.get("image").toString().startsWith("sluice/desk:")) {
            String[] words = service.get("command").toString().split(" ");
            // Throws where a command or an option does not exist, or a value is missing.
            assertThat(SluiceCommand.commandLine().parseArgs(words).hasSubcommand()).isTrue();
            checked.add(words[0]);
          }
        });
    assertThat(checked).containsExactlyInAnyOrder("feed", "console", "analyst");
  }

  @Test
  void theTopicsAreThoseOfTheCode() {
    String topics = map(services.get("topics").get("environment")).get("TOPICS").toString();
    assertThat(topics.strip().split("\\s+")).containsExactlyElementsOf(Topics.ALL);
  }

  @Test
  void mountsOnlyFilesThatExistAndVolumesThatAreDeclared() {
    Map<String, Object> declared = map(new Yaml().<Map<String, Object>>load(text).get("volumes"));
    services.forEach(
        (name, service) ->
            list(service.get("volumes"))
                .forEach(
                    mount -> {
                      String source = mount.split(":", 2)[0];
                      if (source.startsWith("./")) {
                        assertThat(Repository.root().resolve(source)).as(name).exists();
                      } else {
                        assertThat(declared).as(name).containsKey(source);
                      }
                    }));
  }

  @Test
  void publishesPortsOnTheLoopbackInterfaceOnly() {
    List<String> ports =
        services.values().stream().flatMap(service -> list(service.get("ports")).stream()).toList();
    assertThat(ports)
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).matches("127\\.0\\.0\\.1:\\d+:\\d+"))
        .doesNotHaveDuplicates();
  }

  @Test
  void dependsOnServicesThatExistAndSayWhenTheyAreReady() {
    services.forEach(
        (name, service) ->
            ComposeFileTest.<Map<String, Object>>map(service.get("depends_on"))
                .forEach(
                    (other, condition) -> {
                      assertThat(services).as(name).containsKey(other);
                      if (condition.get("condition").equals("service_healthy")) {
                        assertThat(services.get(other)).as(other).containsKey("healthcheck");
                      }
                    }));
  }

  @Test
  void holdsNoSecretAndNamesEachInTheExample() throws IOException {
    String example = Files.readString(Repository.file(".env.example"));
    Matcher variables = VARIABLE.matcher(text);
    int required = 0;
    while (variables.find()) {
      assertThat(example).contains(variables.group(1) + "=");
      required += variables.group(2).startsWith(":?") ? 1 : 0;
    }
    assertThat(required).isPositive();
    services.forEach(
        (name, service) ->
            map(service.get("environment"))
                .forEach(
                    (key, value) -> {
                      if (key.matches(".*(PASSWORD|SECRET_KEY|ACCESS_KEY)")) {
                        assertThat(value.toString()).as("%s of %s", key, name).startsWith("${");
                      }
                    }));
  }

  @Test
  void theJobsAreSubmittedFromFilesOfTheImage() throws Exception {
    Path script = Repository.file("flink-conf/submit-jobs.sh");
    assertThat(Files.isExecutable(script)).isTrue();
    assertThat(services.get("jobs").get("command").toString())
        .isEqualTo("/opt/sluice/flink-conf/submit-jobs.sh --watch");
    String submitted = Files.readString(script);
    for (Class<?> job : JOBS) {
      assertThat(submitted)
          .contains(
              job.getName().replace("dev.sluice.jobs.", "") + ":" + job.getField("NAME").get(null));
    }
    assertThat(submitted).contains(NewestCheckpoint.class.getName());
    String dockerfile = Files.readString(Repository.file("Dockerfile"));
    for (Map<String, Object> service : services.values()) {
      Object build = service.get("build");
      if (build != null) {
        assertThat(dockerfile).contains(" AS " + map(build).get("target"));
      }
    }
    assertThat(dockerfile).contains("/opt/sluice/sluice-jobs.jar");
  }

  @Test
  void theJvmOptionsAreThoseOfTheBuild() throws IOException {
    Matcher build =
        Pattern.compile("<jvm.opens>([^<]*)</jvm.opens>")
            .matcher(Files.readString(Repository.file("pom.xml")));
    assertThat(build.find()).isTrue();
    String[] opens = build.group(1).strip().split("\\s+");
    for (String place :
        new String[] {"sluice", "flink-conf/config.yaml", "flink-conf/desk-java-options"}) {
      assertThat(Files.readString(Repository.file(place))).as(place).contains(opens);
    }
  }
}
