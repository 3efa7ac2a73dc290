package dev.keyledger.ledger;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;

/// A stored event as Axon wants to see it: still in JSON, and its position as the token.
record StoredEventData(StoredEvent stored)
    implements TrackedEventData<String>, DomainEventData<String> {

  @Override
  public TrackingToken trackingToken() {
    return new GlobalSequenceTrackingToken(stored.position());
  }

  @Override
  public String getEventIdentifier() {
    return stored.event().eventId();
  }

  @Override
  public Instant getTimestamp() {
    return stored.occurredAt();
  }

  @Override
  public String getType() {
    return stored.event().aggregateType();
  }

  @Override
  public String getAggregateIdentifier() {
    return stored.event().aggregateId();
  }

  @Override
  public long getSequenceNumber() {
    return stored.event().sequenceNumber();
  }

  @Override
  public SerializedObject<String> getPayload() {
    var event = stored.event();
    return new SimpleSerializedObject<>(
        event.payload(), String.class, event.payloadType(), event.payloadRevision());
  }

  @Override
  public SerializedObject<String> getMetaData() {
    return new SerializedMetaData<>(stored.event().metadata(), String.class);
  }
}
