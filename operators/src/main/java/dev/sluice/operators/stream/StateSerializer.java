package dev.sluice.operators.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of the hand-written serializers of mutable state: the class itself writes and reads its
 * versioned binary form, so that its bytes are the same in tests, in savepoints and after an
 * upgrade.
 *
 * @param <T> the state class
 */
public abstract class StateSerializer<T> extends TypeSerializerSingleton<T> {
  private static final long serialVersionUID = 1L;

  /** An independent copy. */
  protected abstract T copyOf(T value);

  /** Writes the versioned binary form. */
  protected abstract void write(T value, DataOutputView out) throws IOException;

  /** Reads any version that was ever written. */
  protected abstract T read(DataInputView in) throws IOException;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public T copy(T from) {
    return copyOf(from);
  }

  @Override
  public T copy(T from, T reuse) {
    return copyOf(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    write(read(source), target);
  }
}
