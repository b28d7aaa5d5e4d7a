package dev.sluice.operators.analysis;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.CollectionSupplier;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/** A result that shows its failure. */
record Completing<T>(CompletableFuture<Object> failure) implements ResultFuture<T> {
  @Override
  public void complete(Collection<T> result) {
    failure.complete(result);
  }

  @Override
  public void completeExceptionally(Throwable error) {
    failure.completeExceptionally(error);
  }

  @Override
  public void complete(CollectionSupplier<T> supplier) {
    throw new UnsupportedOperationException("not used here");
  }
}
