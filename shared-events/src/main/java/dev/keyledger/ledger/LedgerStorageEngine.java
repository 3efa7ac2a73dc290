package dev.keyledger.ledger;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;

/// The ledger as Axon's storage engine: turns messages into what is stored, and back.
final class LedgerStorageEngine implements EventStorageEngine {
  private static final EventUpcaster AS_STORED = NoOpEventUpcaster.INSTANCE;

  private final Appender appender;
  private final LedgerReader reader;
  private final Serializer serializer;

  LedgerStorageEngine(Appender appender, LedgerReader reader, Serializer serializer) {
    this.appender = appender;
    this.reader = reader;
    this.serializer = serializer;
  }

  /// @throws AggregateStreamCreationException when there is such an aggregate already
  /// @throws ConcurrencyException when another command changed the aggregate first
  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    if (events.isEmpty()) {
      return;
    }
    var first = (DomainEventMessage<?>) events.getFirst();
    try {
      appender.append(events.stream().map(this::toStore).toList());
    } catch (EventsRefused e) {
      throw !e.isConflict() ? e : conflict(first, e);
    }
  }

  /// The events of a command may be of several streams, and any of them may have moved on.
  private RuntimeException conflict(DomainEventMessage<?> event, EventsRefused cause) {
    boolean creation = event.getSequenceNumber() == 0;
    return creation && reader.lastSequenceNumber(event.getAggregateIdentifier()).isPresent()
        ? new AggregateStreamCreationException("the aggregate exists", cause)
        : new ConcurrencyException("the aggregate has changed", cause);
  }

  private NewEvent toStore(EventMessage<?> message) {
    var event = (DomainEventMessage<?>) message;
    var payload = event.serializePayload(serializer, String.class);
    return new NewEvent(
        event.getIdentifier(),
        event.getAggregateIdentifier(),
        event.getType(),
        event.getSequenceNumber(),
        payload.getType().getName(),
        payload.getType().getRevision(),
        payload.getData(),
        event.serializeMetaData(serializer, String.class).getData());
  }

  @Override
  public DomainEventStream readEvents(String aggregateId, long firstSequenceNumber) {
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
        reader.ofAggregate(aggregateId, firstSequenceNumber).stream().map(StoredEventData::new),
        serializer,
        AS_STORED);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String aggregateId) {
    return reader.lastSequenceNumber(aggregateId);
  }

  /// The next events after a token: one page.
  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken token, boolean mayBlock) {
    return page(position(token), LedgerStream.PAGE).stream();
  }

  List<TrackedEventMessage<?>> page(long position, int limit) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            reader.after(position, limit).stream().map(StoredEventData::new), serializer, AS_STORED)
        .toList();
  }

  long head() {
    return reader.head();
  }

  /// The position that a token stands for: 0 at the beginning.
  static long position(@Nullable TrackingToken token) {
    return token == null
        ? 0
        : token
            .position()
            .orElseThrow(
                () -> new IllegalArgumentException("a token of this ledger is a position"));
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return new GlobalSequenceTrackingToken(head());
  }

  /// None: a key has a handful of events.
  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateId) {
    return Optional.empty();
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    throw new UnsupportedOperationException("the ledger keeps no snapshots");
  }
}
