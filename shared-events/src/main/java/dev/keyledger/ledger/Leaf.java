package dev.keyledger.ledger;

import dev.keyledger.ledger.proof.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The canonical bytes of an event, and the leaf of the tree that they make.
///
/// Each field is its length in 4 bytes, big-endian, and then its bytes, in this order: `position,
/// event_id, aggregate_id, aggregate_type, sequence_number, payload_type, payload_revision,
/// payload, metadata, occurred_at`. Text is UTF-8. Numbers are 8 bytes, big-endian; a time is the
/// number of microseconds since 1970-01-01T00:00:00Z.
final class Leaf {
  private Leaf() {}

  /// RFC 6962, section 2.1: SHA-256 over a zero byte and the canonical bytes.
  static Hash of(long position, Instant occurredAt, NewEvent event) {
    return Hash.leaf(canonicalBytes(position, occurredAt, event));
  }

  static byte[] canonicalBytes(long position, Instant occurredAt, NewEvent event) {
    var bytes = new ByteArrayOutputStream(512);
    add(bytes, position);
    add(bytes, event.eventId());
    add(bytes, event.aggregateId());
    add(bytes, event.aggregateType());
    add(bytes, event.sequenceNumber());
    add(bytes, event.payloadType());
    add(bytes, event.payloadRevision());
    add(bytes, event.payload());
    add(bytes, event.metadata());
    add(bytes, ChronoUnit.MICROS.between(Instant.EPOCH, occurredAt));
    return bytes.toByteArray();
  }

  private static void add(ByteArrayOutputStream bytes, String text) {
    add(bytes, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(ByteArrayOutputStream bytes, long number) {
    add(bytes, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private static void add(ByteArrayOutputStream bytes, byte[] field) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
    bytes.writeBytes(field);
  }
}
