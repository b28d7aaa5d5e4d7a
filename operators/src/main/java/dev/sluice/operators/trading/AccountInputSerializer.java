package dev.sluice.operators.trading;

import dev.sluice.operators.stream.OwnTypeInfo;
import dev.sluice.operators.stream.PassingSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of inputs on their way to accounts, in the bytes of {@link AccountInputForm}. */
public final class AccountInputSerializer extends PassingSerializer<AccountInput> {
  private static final long serialVersionUID = 1L;

  /** The type of streams of inputs. */
  public static final TypeInformation<AccountInput> TYPE =
      new OwnTypeInfo<>(AccountInput.class, new AccountInputSerializer());

  private transient AccountInputForm form;

  @Override
  public void serialize(AccountInput input, DataOutputView out) throws IOException {
    AccountInputForm.write(input, out);
  }

  @Override
  public AccountInput deserialize(DataInputView in) throws IOException {
    if (form == null) {
      form = new AccountInputForm();
    }
    return form.read(in);
  }

  @Override
  public TypeSerializer<AccountInput> duplicate() {
    return new AccountInputSerializer();
  }

  @Override
  public TypeSerializerSnapshot<AccountInput> snapshotConfiguration() {
    return new Snapshot();
  }

  /** One format: nothing of it is ever kept. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountInput> {
    public Snapshot() {
      super(AccountInputSerializer::new);
    }
  }
}
