package dev.sluice.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of docs/operating.md find what the page says they find. */
class OperatingPageTest {
  private static final String IN_TROUBLE =
      """
      insert into accounts values
        ('a1', 'fine', 1, 1, 0, 0, 0, 0, 1, 0, 0, 'ACTIVE', null, '2026-01-05T21:00:00Z', true, 1),
        ('a2', 'stopped', 1, 1, 0, 0, 0, 0, 1, 0, 0, 'HALTED', 'HALT by al: news',
         '2026-01-05T21:00:00Z', true, 1);
      insert into controls values
        ('c1', 'stopped', 'HALT', 'news', 'al', '2026-01-05T20:00:00Z');
      insert into account_limits values
        ('l1', 'fine', 'max_drawdown', null, 'FRACTION', 0.08, 0.08, 0, 0.08, 8,
         '2026-01-05T21:00:00Z', true),
        ('l2', 'stopped', 'max_drawdown', null, 'FRACTION', 0.08, 0.08, 0.08, 0, 0,
         '2026-01-05T21:00:00Z', true),
        ('l3', 'stopped', 'max_gross_exposure', null, 'FRACTION', 1, 1, null, null, null,
         '2026-01-05T21:00:00Z', true);
      insert into orders (id, client_order_id, account, role, symbol, side, type, time_in_force,
          quantity, filled_quantity, status, denial_code, created_at, updated_at, simulated, version)
      select id, id, 'stopped', 'ENTRY', 'SPY', 'BUY', 'MARKET', 'DAY', 10, 0, status, code,
        timestamptz '2026-01-05T20:00:00Z', timestamptz '2026-01-05T20:00:00Z', true, 2
      from (values ('lost', 'UNKNOWN', null), ('done', 'FILLED', null),
        ('denied', 'DENIED', 'DRAWDOWN_LIMIT')) as o (id, status, code);
      insert into order_events values
        ('e2', 'lost', 2, 'UNKNOWN', 0, null, 'no answer', '2026-01-05T20:00:01Z'),
        ('e1', 'lost', 1, 'CREATED', 0, null, 'a signal', '2026-01-05T20:00:00Z'),
        ('e3', 'done', 1, 'FILLED', 10, null, 'filled', '2026-01-05T20:00:00Z');
      insert into trades values
        ('t1', 'done', null, null, 'stopped', 'SPY', 'BUY', 10, 1, 0, 0,
         '2026-01-05T20:00:00Z', 'PAPER', true),
        ('t2', 'done', null, null, 'stopped', 'SPY', 'SELL', 4, 1, 0, 0,
         '2026-01-05T20:01:00Z', 'PAPER', true),
        ('t3', 'done', null, null, 'stopped', 'QQQ', 'SELL', 3, 1, 0, 0,
         '2026-01-05T20:01:00Z', 'PAPER', true);
      insert into positions values
        ('p1', 'stopped', 'SPY', 5, 1, 0, 1, 0, '2026-01-05T21:00:00Z', true, 1),
        ('p2', 'stopped', 'QQQ', -3, 1, 0, 1, 0, '2026-01-05T21:00:00Z', true, 1);
      insert into stream_progress values
        ('orders/0', 'orders', 0, 7, null), ('bars/0', 'bars', 0, 9, null);
      """;

  @TempDir static Path directory;
  private static Database database;
  private static List<String> queries;

  @BeforeAll
  static void aDeskInTrouble() throws Exception {
    queries =
        Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "docs", "operating.md")))
            .results()
            .map(match -> match.group(1))
            .toList();
    database = Database.start(directory);
    database.execute(IN_TROUBLE);
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  private static List<String> answer(String part) throws Exception {
    List<String> found = queries.stream().filter(query -> query.contains(part)).toList();
    assertThat(found).as("queries with " + part).hasSize(1);
    return database.rows(found.get(0).strip().replaceAll(";$", ""));
  }

  @Test
  void eachQueryOfThePageIsTried() {
    assertThat(queries).hasSize(8);
  }

  @Test
  void whatIsStoppedAndByWhom() throws Exception {
    assertThat(answer("from accounts"))
        .singleElement()
        .asString()
        .startsWith("stopped|HALTED|HALT by al: news|");
    assertThat(answer("from controls")).singleElement().asString().endsWith("|al|news");
  }

  @Test
  void whatHasTripped() throws Exception {
    assertThat(answer("from account_limits"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row).startsWith("stopped|max_"));
    assertThat(answer("where status = 'DENIED'"))
        .singleElement()
        .asString()
        .startsWith("stopped|DRAWDOWN_LIMIT|1|");
  }

  @Test
  void whatIsUnknownWithItsChangesInOrder() throws Exception {
    assertThat(answer("from orders where status = 'UNKNOWN'"))
        .singleElement()
        .asString()
        .startsWith("stopped|SPY|BUY|10|0|lost|");
    assertThat(answer("from order_events"))
        .extracting(row -> row.split("[|]")[2])
        .containsExactly("CREATED", "UNKNOWN");
  }

  @Test
  void whatIsHeldAndWasNeverFilledAndHowFarTheRecordsAre() throws Exception {
    assertThat(answer("from positions")).containsExactly("stopped|SPY|5|6");
    assertThat(answer("from stream_progress")).containsExactly("orders|0|7|null");
  }
}
