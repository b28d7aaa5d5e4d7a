package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/tables.md against the database that a whole job has written. */
class TablesPageTest {
  @TempDir static Path directory;
  private static Database database;
  private static String page;

  @BeforeAll
  static void runAJob() throws Exception {
    page = Files.readString(Path.of("..", "docs", "tables.md"));
    database = Database.start(directory);
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    env.enableCheckpointing(Duration.ofMillis(200).toMillis());
    env.fromData(SampleDesk.records())
        .uid("records-in")
        .sinkTo(new PostgresRecords(database.address()))
        .uid("records-postgres")
        .setParallelism(1);
    env.execute("sluice-records");
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @Test
  void thePageListsExactlyTheColumnsOfTheDatabase() throws Exception {
    List<String> listed = new ArrayList<>();
    String table = "";
    for (String line : page.lines().toList()) {
      Matcher heading = Pattern.compile("## (\\w+)").matcher(line);
      Matcher column = Pattern.compile("\\| `(\\w+)` \\| ([a-z ]+) \\| (.+) \\|").matcher(line);
      if (heading.matches()) {
        table = heading.group(1);
      } else if (column.matches()) {
        listed.add(table + "|" + column.group(1) + "|" + column.group(2));
      }
    }
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            database.rows(
                "select table_name, column_name, replace(data_type,"
                    + " 'timestamp with time zone', 'timestamptz')"
                    + " from information_schema.columns where table_schema = 'public'"
                    + " and table_name <> 'flyway_schema_history'"));
  }

  @Test
  void aSignalsTermsAreColumns() throws Exception {
    assertThat(
            database.rows(
                "select order_type, time_in_force, limit_price, stop_price,"
                    + " coalesce(trailing_amount, trailing_percent) is null from trading_signals"))
        .containsExactly("STOP_LIMIT|GTC|506|505|t");
  }

  @Test
  void itsFirstQueryLeadsFromATradeToBothCharts() throws Exception {
    assertThat(database.rows(queries().get(0)))
        .containsExactly(
            "fill-entry1|2026-01-05 21:01:03+00|SPY|ENTRY|FILLED|BUY|0.7|offline-rules|BULLISH|"
                + "daily.png|weekly.png");
  }

  @Test
  void itsSecondQueryLeadsFromAnEntryToTheLedgerOfItsStop() throws Exception {
    assertThat(database.rows(queries().get(1)))
        .containsExactly("entry|stop|STOP|1|ACCEPTED|2026-01-05 21:01:01+00");
  }

  @Test
  void everythingIsDrainedAtTheEnd() throws Exception {
    long markers = SampleDesk.records().stream().filter(r -> r.watermark() != null).count();
    assertThat(database.rows("select sum(next_offset) from stream_progress"))
        .containsExactly("" + SampleDesk.records().size());
    assertThat(database.rows("select id from stream_progress where watermark is not null"))
        .hasSize((int) markers);
  }

  private static List<String> queries() {
    return Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
