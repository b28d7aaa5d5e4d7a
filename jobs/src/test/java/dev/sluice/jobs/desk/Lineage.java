package dev.sluice.jobs.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.S3ObjectReader;
import dev.sluice.embedded.EmbeddedObjectStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** From a fill back to the charts that its decision was made on. */
final class Lineage {
  private static final String TRADES =
      "select t.id, c.symbol, c.timeframe, c.bucket, c.object_key, c.html_object_key,"
          + " c.price_current, t.symbol as traded, s.symbol as signalled, s.signal_type, a.status"
          + " from trades t"
          + " left join orders o on o.client_order_id = t.client_order_id"
          + " left join trading_signals s on s.id = o.signal_id and s.id = t.signal_id"
          + " left join llm_analyses a on a.id = s.llm_analysis_id"
          + " left join charts c on c.id in (s.daily_chart_id, s.weekly_chart_id)"
          + " and c.id in (a.daily_chart_id, a.weekly_chart_id)"
          + " and c.execution_id = t.execution_id";

  private Lineage() {}

  /** Every fill has its order, signal, analysis and two charts, and the store has what they say. */
  static void assertComplete(DeskRecords records, Map<String, String> endpoints) throws Exception {
    List<Map<String, Object>> rows = records.rows(TRADES);
    assertThat(rows).isNotEmpty().hasSize(Math.toIntExact(2 * records.count("trades")));
    assertThat(rows).allSatisfy(Lineage::assertJoined);
    List<Map<String, Object>> charts =
        records.rows(
            "select symbol, timeframe, bucket, object_key, html_object_key, price_current"
                + " from charts");
    try (S3ObjectReader store =
        new S3ObjectReader(
            URI.create(endpoints.get("s3")),
            EmbeddedObjectStore.REGION,
            endpoints.get("s3_access_key"),
            endpoints.get("s3_secret_key"))) {
      for (Map<String, Object> chart : charts) {
        assertDrawn(store, chart);
      }
    }
  }

  private static void assertJoined(Map<String, Object> row) {
    assertThat(row).doesNotContainValue(null);
    assertThat(row.get("symbol")).isEqualTo(row.get("traded")).isEqualTo(row.get("signalled"));
    assertThat(row.get("status")).isEqualTo("OK");
    assertThat(row.get("signal_type")).isIn("BUY", "SELL");
  }

  private static void assertDrawn(S3ObjectReader store, Map<String, Object> chart)
      throws Exception {
    String bucket = (String) chart.get("bucket");
    byte[] png = store.get(bucket, (String) chart.get("object_key")).orElseThrow();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(900);
    String html =
        new String(
            store.get(bucket, (String) chart.get("html_object_key")).orElseThrow(),
            StandardCharsets.UTF_8);
    assertThat(html)
        .contains((String) chart.get("symbol"))
        .contains(String.valueOf(chart.get("price_current")));
  }
}
