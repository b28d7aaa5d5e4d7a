package dev.sluice.operators.trading;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;

class OutputTypesTest {
  @Test
  void sideOutputsNeedNoGenericSerializer() {
    SerializerConfigImpl noKryo =
        new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    for (TypeInformation<?> type :
        List.of(
            TradeAccount.ORDERS.getTypeInfo(),
            TradeAccount.FILLS.getTypeInfo(),
            TradeAccount.RISK.getTypeInfo(),
            TradeAccount.CONTROLS.getTypeInfo(),
            TradeAccount.VENUE_REQUESTS.getTypeInfo(),
            TradeAccount.ARTIFACTS.getTypeInfo())) {
      assertThatCode(() -> type.createSerializer(noKryo))
          .as(type.toString())
          .doesNotThrowAnyException();
    }
  }
}
