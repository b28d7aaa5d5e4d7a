package dev.sluice.operators.market;

import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs {@link ValidateMarketData} and lets no watermark pass that is ahead of its clocks.
 *
 * <p>A source's watermark generator starts anew after a restore. Where the first record that it
 * then meets is one a year ahead, it has no heartbeat to compare it with, and the partition's
 * watermark leaps although the record is refused; what the partition holds would be closed before
 * it is read. The clocks of validation are part of the checkpoint and are not taken in.
 */
public final class ValidationOperator extends ProcessOperator<MarketInput, MarketEvent> {
  private static final long serialVersionUID = 1L;

  private final ValidateMarketData validation;
  private transient long ofSources;
  private transient long emitted;

  public ValidationOperator(ValidateMarketData validation) {
    super(validation);
    this.validation = validation;
  }

  @Override
  public void open() throws Exception {
    super.open();
    ofSources = Long.MIN_VALUE;
    emitted = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<MarketInput> element) throws Exception {
    super.processElement(element);
    advance();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ofSources = mark.getTimestamp();
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      // The end of a bounded source: no record is left that could be late.
      emitted = ofSources;
      super.processWatermark(mark);
      return;
    }
    advance();
  }

  private void advance() throws Exception {
    if (ofSources <= emitted) {
      return;
    }
    long allowed = Math.min(ofSources, validation.watermark());
    if (allowed > emitted) {
      emitted = allowed;
      super.processWatermark(new Watermark(allowed));
    }
  }
}
