package dev.sluice.embedded.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.wire.JsonCodec;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * What a venue has done, a line for each step: the CRC-32 of the text in eight hex digits, a blank,
 * and the step as JSON. A step is on disk before anyone hears of it. A last line that is not whole
 * is a step that nobody heard of: it is cut off.
 */
final class VenueJournal implements AutoCloseable {
  private static final ObjectMapper JSON = JsonCodec.newMapper();
  private static final int CHECKSUM = 8;

  private final Path file;
  private final FileChannel channel;

  private VenueJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes one step of the journal again. */
  interface Step {
    /**
     * Takes it.
     *
     * @throws IOException where it does not fit what was before it
     */
    void take(JsonNode step) throws IOException;
  }

  /**
   * Reads a journal, or begins one.
   *
   * @throws IOException where it cannot be read, or a line that is not the last is damaged: the
   *     message names file and line
   */
  static VenueJournal open(Path file, Step each) throws IOException {
    long whole = Files.exists(file) ? read(file, each) : 0;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(whole);
    channel.position(whole);
    if (whole == 0) {
      channel.force(true);
    }
    return new VenueJournal(file, channel);
  }

  private static long read(Path file, Step each) throws IOException {
    long whole = 0;
    long number = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] line = line(in);
      while (line != null) {
        number++;
        byte[] next = line(in);
        JsonNode step = parse(line);
        if (step == null && next != null) {
          throw new IOException(
              file + ": line " + number + " is damaged, expected its checksum and a step");
        }
        if (step != null) {
          try {
            each.take(step);
          } catch (IOException | RuntimeException e) {
            throw new IOException(file + ": line " + number + ": " + e.getMessage(), e);
          }
          whole += line.length;
        }
        line = next;
      }
    }
    return whole;
  }

  /** Bytes up to and with the next line feed; without one at the end; null where there is none. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0) {
      line.write(b);
      if (b == '\n') {
        break;
      }
      b = in.read();
    }
    return line.size() == 0 ? null : line.toByteArray();
  }

  /** Null where the line is not whole. */
  private static JsonNode parse(byte[] line) {
    int end = line.length - 1;
    if (end < CHECKSUM + 1 || line[end] != '\n' || line[CHECKSUM] != ' ') {
      return null;
    }
    String sum = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
    if (!sum.equals(checksum(line, CHECKSUM + 1, end - CHECKSUM - 1))) {
      return null;
    }
    try {
      return JSON.readTree(line, CHECKSUM + 1, end - CHECKSUM - 1);
    } catch (IOException e) {
      return null;
    }
  }

  private static String checksum(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return String.format("%08x", crc.getValue());
  }

  /**
   * Writes a step and waits until the disk has it.
   *
   * @throws IOException where the disk is full or broken; then the journal takes no more
   */
  void append(JsonNode step) throws IOException {
    write(encode(step));
  }

  /** Writes half of a step: what a process leaves that is killed while it writes. */
  void tear(JsonNode step) throws IOException {
    byte[] line = encode(step);
    byte[] half = new byte[line.length / 2];
    System.arraycopy(line, 0, half, 0, half.length);
    write(half);
  }

  private static byte[] encode(JsonNode step) throws IOException {
    byte[] text = JSON.writeValueAsBytes(step);
    String sum = checksum(text, 0, text.length);
    ByteArrayOutputStream line = new ByteArrayOutputStream(text.length + CHECKSUM + 2);
    line.writeBytes((sum + ' ').getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(text);
    line.write('\n');
    return line.toByteArray();
  }

  private void write(byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    long before = channel.position();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new IOException(
          "cannot write " + file + " behind byte " + before + ": " + e.getMessage(), e);
    }
  }

  /** A record as a part of a step. */
  static <T> JsonNode tree(JsonCodec<T> codec, T value) {
    try {
      return JSON.readTree(codec.encode(value));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + codec.schema() + " as it was written", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
