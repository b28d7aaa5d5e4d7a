package dev.sluice.operators.trading;

import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializer of an account's inbox, whose bytes begin with their version. */
public final class AccountInboxSerializer extends StateSerializer<AccountInbox> {
  private static final long serialVersionUID = 1L;
  static final AccountInboxSerializer INSTANCE = new AccountInboxSerializer();

  @Override
  public AccountInbox createInstance() {
    return new AccountInbox(AccountInbox.NEVER);
  }

  @Override
  protected AccountInbox copyOf(AccountInbox value) {
    return value.copy();
  }

  @Override
  protected void write(AccountInbox value, DataOutputView out) throws IOException {
    value.write(out);
  }

  @Override
  protected AccountInbox read(DataInputView in) throws IOException {
    return AccountInbox.read(in);
  }

  @Override
  public TypeSerializerSnapshot<AccountInbox> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountInbox> {
    /** For Flink, which makes it by name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
