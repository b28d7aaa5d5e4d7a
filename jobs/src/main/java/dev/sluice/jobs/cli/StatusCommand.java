package dev.sluice.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.jobs.desk.DeskHome;
import dev.sluice.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./sluice status}: whether a desk runs, where it is and how it is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says whether a desk runs in a home, where it can be reached and how it is.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:a desk runs", "1:none does, or it does not answer", "2:wrong usage"})
final class StatusCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = JsonCodec.newMapper();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = ".sluice",
      description = "Where the desk lives. Default: ${DEFAULT-VALUE}.")
  private Path home;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Path file = DeskHome.endpointsFile(home.toAbsolutePath().normalize());
    ObjectNode status = JSON.createObjectNode().put("home", home.toString());
    if (!Files.exists(file)) {
      status.put("running", false);
      print(status);
      return 1;
    }
    JsonNode endpoints = JSON.readTree(file.toFile());
    try {
      status.put("running", true);
      ObjectNode places = status.putObject("endpoints");
      places.set("console", endpoints.get("console_address"));
      for (String name : new String[] {"flink", "kafka", "s3", "analyst"}) {
        places.set(name, endpoints.get(name));
      }
      places.put("postgres", endpoints.get("postgres").asText().replaceAll("\\?.*", ""));
      status.set("jobs", jobs(endpoints.get("flink").asText()));
      records(status, endpoints.get("postgres").asText());
    } catch (IOException | SQLException e) {
      status.put("running", false).put("problem", e.toString());
      print(status);
      return 1;
    }
    print(status);
    return 0;
  }

  private static ObjectNode jobs(String flink) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(flink + "/jobs/overview"))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    ObjectNode jobs = JSON.createObjectNode();
    for (JsonNode job : JSON.readTree(answer.body()).path("jobs")) {
      jobs.set(job.path("name").asText(), job.get("state"));
    }
    return jobs;
  }

  private static void records(ObjectNode status, String jdbc) throws SQLException {
    ObjectNode counts = status.putObject("records");
    try (Connection connection = DriverManager.getConnection(jdbc);
        Statement statement = connection.createStatement()) {
      for (String table :
          new String[] {
            "workflow_executions",
            "charts",
            "llm_analyses",
            "trading_signals",
            "orders",
            "trades",
            "dead_letters"
          }) {
        try (ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
          rows.next();
          counts.put(table, rows.getLong(1));
        }
      }
      var accounts = status.putArray("accounts");
      try (ResultSet rows =
          statement.executeQuery(
              "select name, state, cash, equity, max_drawdown, updated_at from accounts"
                  + " order by name")) {
        while (rows.next()) {
          accounts
              .addObject()
              .put("account", rows.getString(1))
              .put("state", rows.getString(2))
              .put("cash", rows.getBigDecimal(3))
              .put("equity", rows.getBigDecimal(4))
              .put("max_drawdown", rows.getBigDecimal(5))
              .put("at", rows.getTimestamp(6).toInstant().toString());
        }
      }
    }
  }

  private void print(ObjectNode status) throws IOException {
    if (json) {
      System.out.println(JSON.writeValueAsString(status));
      return;
    }
    if (!status.get("running").asBoolean()) {
      System.out.println(
          "no desk is running in "
              + home
              + (status.has("problem") ? " (" + status.get("problem").asText() + ")" : ""));
      return;
    }
    status.fields().forEachRemaining(field -> print("", field.getKey(), field.getValue()));
  }

  private static void print(String indent, String name, JsonNode value) {
    if (value.isObject()) {
      System.out.println(indent + name);
      value.fields().forEachRemaining(f -> print(indent + "  ", f.getKey(), f.getValue()));
    } else if (value.isArray()) {
      value.forEach(element -> print(indent, name, element));
    } else {
      System.out.println(indent + String.format("%-20s", name) + value.asText());
    }
  }
}
