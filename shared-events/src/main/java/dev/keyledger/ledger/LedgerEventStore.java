package dev.keyledger.ledger;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.jspecify.annotations.Nullable;

/// The ledger as Axon's event store: what aggregates append to, and what event processors follow.
final class LedgerEventStore extends AbstractEventStore {
  private final LedgerStorageEngine engine;
  private final Tail tail;

  private LedgerEventStore(Builder builder, LedgerStorageEngine engine, Tail tail) {
    super(builder);
    this.engine = engine;
    this.tail = tail;
  }

  static LedgerEventStore of(LedgerStorageEngine engine, Tail tail) {
    var builder = new Builder() {};
    builder.storageEngine(engine);
    return new LedgerEventStore(builder, engine, tail);
  }

  /// Everything that is in the ledger by now is available in the stream at once, even where this
  /// node has heard of nothing yet: whoever reads until nothing is available has read it all.
  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    tail.advanceTo(engine.head());
    return new LedgerStream(engine, tail, LedgerStorageEngine.position(token));
  }
}
