package dev.sluice.jobs.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** What Parquet takes for a file, in memory: an object holds a year of one symbol. */
final class InMemoryFile {
  private InMemoryFile() {}

  /** A file to read. */
  static InputFile of(byte[] bytes) {
    return new InputFile() {
      @Override
      public long getLength() {
        return bytes.length;
      }

      @Override
      public SeekableInputStream newStream() {
        return new Input(bytes);
      }
    };
  }

  private static final class Input extends DelegatingSeekableInputStream {
    private final ByteArrayInputStream stream;
    private final int length;

    Input(byte[] bytes) {
      this(new ByteArrayInputStream(bytes), bytes.length);
    }

    private Input(ByteArrayInputStream stream, int length) {
      super(stream);
      this.stream = stream;
      this.length = length;
    }

    @Override
    public long getPos() {
      return length - stream.available();
    }

    @Override
    public void seek(long position) throws IOException {
      stream.reset();
      if (position < 0 || stream.skip(position) != position) {
        throw new EOFException("position: was " + position + ", expected at most " + length);
      }
    }
  }

  /** A file to write. */
  static final class Output implements OutputFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] bytes() {
      return bytes.toByteArray();
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return bytes.size();
        }

        @Override
        public void write(int value) {
          bytes.write(value);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
          bytes.write(buffer, offset, length);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
