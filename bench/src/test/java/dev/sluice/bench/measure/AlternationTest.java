package dev.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternationTest {
  @Test
  void theSidesTakeTurnsAndTheFirstOfEachDoesNotCount() throws Exception {
    List<String> order = new ArrayList<>();
    var outcome =
        new Alternation(2, text -> {})
            .measure(
                "a",
                () -> {
                  order.add("a");
                  return Sample.of(order.size());
                },
                "b",
                () -> {
                  order.add("b");
                  return Sample.of(order.size());
                });
    assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(outcome.firstValues().values()).containsExactly(3.0, 5.0);
    assertThat(outcome.secondValues().values()).containsExactly(4.0, 6.0);
  }
}
