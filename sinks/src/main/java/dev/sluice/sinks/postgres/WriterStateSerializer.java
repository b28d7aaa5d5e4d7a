package dev.sluice.sinks.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1: number of waiting records, then for each topic (modified UTF-8), partition, offset,
 * length and bytes of the value; number of marks, then for each topic, partition, next offset,
 * whether a watermark follows, and the watermark. Numbers are big endian.
 *
 * <p>Version 2: version 1, then the number of lost parents, and for each the table's name in SQL
 * (modified UTF-8), length and bytes of the id (UTF-8). Version 1 is read as one without any.
 */
final class WriterStateSerializer implements SimpleVersionedSerializer<WriterState> {
  private static final int VERSION = 2;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(WriterState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(state.waiting().size());
    for (TopicRecord record : state.waiting()) {
      out.writeUTF(record.topic());
      out.writeInt(record.partition());
      out.writeLong(record.offset());
      out.writeInt(record.value().length);
      out.write(record.value());
    }
    out.writeInt(state.read().size());
    for (Progress.Mark mark : state.read()) {
      out.writeUTF(mark.topic());
      out.writeInt(mark.partition());
      out.writeLong(mark.nextOffset());
      out.writeBoolean(mark.watermark() != null);
      if (mark.watermark() != null) {
        out.writeLong(mark.watermark());
      }
    }
    out.writeInt(state.lost().size());
    for (Key key : state.lost()) {
      byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
      out.writeUTF(key.table().sqlName());
      out.writeInt(id.length);
      out.write(id);
    }
    return bytes.toByteArray();
  }

  @Override
  public WriterState deserialize(int version, byte[] serialized) throws IOException {
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "records writer state: version " + version + ", expected 1 to " + VERSION);
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    List<TopicRecord> waiting = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String topic = in.readUTF();
      int partition = in.readInt();
      long offset = in.readLong();
      waiting.add(new TopicRecord(topic, partition, offset, in.readNBytes(in.readInt()), null));
    }
    List<Progress.Mark> read = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String topic = in.readUTF();
      int partition = in.readInt();
      long nextOffset = in.readLong();
      read.add(
          new Progress.Mark(topic, partition, nextOffset, in.readBoolean() ? in.readLong() : null));
    }
    return new WriterState(waiting, read, version < 2 ? List.of() : readLost(in));
  }

  private static List<Key> readLost(DataInputStream in) throws IOException {
    List<Key> lost = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      Table table = Table.valueOf(in.readUTF().toUpperCase(Locale.ROOT));
      lost.add(new Key(table, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
    }
    return lost;
  }
}
