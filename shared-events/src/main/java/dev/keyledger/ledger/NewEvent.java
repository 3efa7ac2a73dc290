package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Leaf;
import java.time.Instant;

/// An event on its way into the ledger, in the texts that will be stored.
///
/// @param eventId identifies the event, whatever becomes of its append
/// @param aggregateId whose event it is
/// @param aggregateType the kind of thing that it happened to
/// @param sequenceNumber its number among the events of its aggregate, from 0
/// @param payloadType the name of the event's type, see [EventType]
/// @param payloadRevision the revision of that type
/// @param payload what happened, as JSON
/// @param metadata who caused it, as JSON, see [Cause]
record NewEvent(
    String eventId,
    String aggregateId,
    String aggregateType,
    long sequenceNumber,
    String payloadType,
    String payloadRevision,
    String payload,
    String metadata) {

  /// This event, once it is stored.
  Leaf at(long position, Instant occurredAt) {
    return new Leaf(
        position,
        eventId,
        aggregateId,
        aggregateType,
        sequenceNumber,
        payloadType,
        payloadRevision,
        payload,
        metadata,
        occurredAt);
  }
}
