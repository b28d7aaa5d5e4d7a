package dev.sluice.operators.trading;

import dev.sluice.domain.trading.AccountState;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Keeps an account in Flink's state in the account's own binary form, whose first byte is its
 * version. Newer code reads older versions, so the serializer itself never changes.
 */
public final class AccountStateSerializer extends TypeSerializerSingleton<AccountState> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public AccountState createInstance() {
    return new AccountState("", BigDecimal.ZERO);
  }

  @Override
  public AccountState copy(AccountState from) {
    return from.copy();
  }

  @Override
  public AccountState copy(AccountState from, AccountState reuse) {
    return from.copy();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(AccountState state, DataOutputView target) throws IOException {
    state.write(target);
  }

  @Override
  public AccountState deserialize(DataInputView source) throws IOException {
    return AccountState.read(source);
  }

  @Override
  public AccountState deserialize(AccountState reuse, DataInputView source) throws IOException {
    return AccountState.read(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    AccountState.read(source).write(target);
  }

  @Override
  public TypeSerializerSnapshot<AccountState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint says of this serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountState> {
    /** For Flink, which makes it by name. */
    public Snapshot() {
      super(AccountStateSerializer::new);
    }
  }
}
