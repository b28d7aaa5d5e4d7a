package dev.sluice.operators.market;

import dev.sluice.domain.market.SequenceWindow;
import dev.sluice.domain.market.SymbolBars;
import dev.sluice.operators.stream.StateSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of a symbol's trades: the bars that are open or may be revised, and which sequence
 * numbers have come. Bounded; kept as long as the symbol is traded.
 */
final class SymbolMarketState {
  final SymbolBars bars;
  final SequenceWindow sequences;

  SymbolMarketState(SymbolBars bars, SequenceWindow sequences) {
    this.bars = bars;
    this.sequences = sequences;
  }

  /** Serializer with versions of the parts. */
  public static final class Serializer extends StateSerializer<SymbolMarketState> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public SymbolMarketState createInstance() {
      return null;
    }

    @Override
    protected SymbolMarketState copyOf(SymbolMarketState value) {
      return new SymbolMarketState(value.bars.copy(), value.sequences.copy());
    }

    @Override
    protected void write(SymbolMarketState value, DataOutputView out) throws IOException {
      value.bars.write(out);
      value.sequences.write(out);
    }

    @Override
    protected SymbolMarketState read(DataInputView in) throws IOException {
      return new SymbolMarketState(SymbolBars.read(in), SequenceWindow.read(in));
    }

    @Override
    public TypeSerializerSnapshot<SymbolMarketState> snapshotConfiguration() {
      return new Snapshot();
    }
  }

  /** Compatible with every version: the bytes carry their own. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SymbolMarketState> {
    public Snapshot() {
      super(() -> Serializer.INSTANCE);
    }
  }
}
