package dev.sluice.jobs.history;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Daily bars as Parquet. The columns are those of the files, with the source of each bar. */
final class ParquetBars {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message daily_bar {
            required binary symbol (STRING);
            required int32 date (DATE);
            required double open;
            required double high;
            required double low;
            required double close;
            required double volume;
            optional double adj_close;
            required double dividend;
            required double split_coefficient;
            required binary source (STRING);
          }
          """);

  private ParquetBars() {}

  /** The bytes of a Parquet file; the same bars give the same bytes. */
  static byte[] encode(List<HistoryBar> bars) {
    InMemoryFile.Output file = new InMemoryFile.Output();
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file)
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .build()) {
      for (HistoryBar bar : bars) {
        writer.write(group(groups, bar));
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return file.bytes();
  }

  private static Group group(SimpleGroupFactory groups, HistoryBar bar) {
    Group group =
        groups
            .newGroup()
            .append("symbol", bar.symbol())
            .append("date", Math.toIntExact(bar.date().toEpochDay()))
            .append("open", bar.open())
            .append("high", bar.high())
            .append("low", bar.low())
            .append("close", bar.close())
            .append("volume", bar.volume());
    if (!Double.isNaN(bar.adjClose())) {
      group.append("adj_close", bar.adjClose());
    }
    return group
        .append("dividend", bar.dividend())
        .append("split_coefficient", bar.splitFactor())
        .append("source", bar.source());
  }

  /**
   * The bars of a Parquet file.
   *
   * @throws IOException where it is not one, is damaged or has other columns
   */
  static List<HistoryBar> decode(byte[] bytes) throws IOException {
    List<HistoryBar> bars = new ArrayList<>();
    try (ParquetReader<Group> reader = new Reader(InMemoryFile.of(bytes)).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        bars.add(bar(group));
      }
    } catch (RuntimeException e) {
      // Parquet says so of a file that is cut off or is something else.
      throw new IOException("not a Parquet file of daily bars: " + e.getMessage(), e);
    }
    return bars;
  }

  private static HistoryBar bar(Group group) {
    return new HistoryBar(
        group.getString("symbol", 0),
        LocalDate.ofEpochDay(group.getInteger("date", 0)),
        group.getDouble("open", 0),
        group.getDouble("high", 0),
        group.getDouble("low", 0),
        group.getDouble("close", 0),
        group.getDouble("volume", 0),
        group.getFieldRepetitionCount("adj_close") == 0
            ? Double.NaN
            : group.getDouble("adj_close", 0),
        group.getDouble("dividend", 0),
        group.getDouble("split_coefficient", 0),
        group.getString("source", 0));
  }

  private static final class Reader extends ParquetReader.Builder<Group> {
    Reader(InputFile file) {
      super(file, (ParquetConfiguration) new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
