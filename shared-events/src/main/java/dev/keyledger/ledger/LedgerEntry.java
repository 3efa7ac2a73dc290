package dev.keyledger.ledger;

import dev.keyledger.ledger.export.AuditLine;
import dev.keyledger.ledger.proof.Hash;
import java.time.Instant;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// An event of the ledger that is read when it is wanted: one that cannot be read hides none of
/// those around it. Many threads may share it.
public final class LedgerEntry {
  private final StoredEvent stored;
  private final Serializer serializer;
  private @Nullable Object event;

  LedgerEntry(StoredEvent stored, Serializer serializer) {
    this.stored = stored;
    this.serializer = serializer;
  }

  /// Its place in the order of all events: 1, 2, 3, without a gap.
  public long position() {
    return stored.position();
  }

  /// When it was stored, to the microsecond; never earlier than the event before it.
  public Instant occurredAt() {
    return stored.occurredAt();
  }

  /// The hash of all that is stored of it: an event that took its place after a loss has another.
  public Hash leafHash() {
    return stored.leafHash();
  }

  /// What it happened to: the id of a key, for what happens to keys.
  public String aggregateId() {
    return stored.event().aggregateId();
  }

  /// Its place among the events of its aggregate: 0, 1, 2.
  public long sequenceNumber() {
    return stored.event().sequenceNumber();
  }

  /// The event as it leaves the ledger.
  ///
  /// @param source the origin of the ledger's checkpoints
  public AuditLine line(String source) {
    return new AuditLine(source, stored.leaf(), stored.leafHash());
  }

  /// What kind of event it is: the name of its [EventType].
  public String type() {
    return stored.event().payloadType();
  }

  /// Who caused it.
  ///
  /// @throws SerializationException when that is not the text that it should be
  public Cause cause() {
    MetaData metadata = serializer.deserialize(new StoredEventData(stored).getMetaData());
    return Cause.of(metadata);
  }

  /// What happened; the text is read once.
  ///
  /// @throws SerializationException when this version does not know such an event, or its text is
  ///   not what it should be
  public synchronized Object event() {
    Object known = event;
    if (known == null) {
      known = serializer.deserialize(new StoredEventData(stored).getPayload());
      if (known == null) {
        throw new SerializationException("the event at position " + position() + " is null");
      }
      event = known;
    }
    return known;
  }
}
