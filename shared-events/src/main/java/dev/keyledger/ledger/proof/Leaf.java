package dev.keyledger.ledger.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// An event as the tree commits to it: all of its stored fields, in the texts that are stored.
///
/// Its canonical bytes are its fields, in the order that they have here. Each is its length in 4
/// bytes, big-endian, and then its bytes. Text is UTF-8. Numbers are 8 bytes, big-endian; a time is
/// the number of microseconds since 1970-01-01T00:00:00Z.
///
/// @param position its place in the order of all events, from 1
/// @param eventId identifies the event, whatever became of its append
/// @param aggregateId what it happened to
/// @param aggregateType the kind of thing that it happened to
/// @param sequenceNumber its place among the events of its aggregate, from 0
/// @param payloadType the name of the event's type
/// @param payloadRevision the revision of that type
/// @param payload what happened, as JSON
/// @param metadata who caused it, as JSON
/// @param occurredAt when it was stored, to the microsecond
public record Leaf(
    long position,
    String eventId,
    String aggregateId,
    String aggregateType,
    long sequenceNumber,
    String payloadType,
    String payloadRevision,
    String payload,
    String metadata,
    Instant occurredAt) {

  /// RFC 6962, section 2.1: SHA-256 over a zero byte and the canonical bytes.
  public Hash hash() {
    return Hash.leaf(canonicalBytes());
  }

  byte[] canonicalBytes() {
    byte[][] fields = {
      number(position),
      text(eventId),
      text(aggregateId),
      text(aggregateType),
      number(sequenceNumber),
      text(payloadType),
      text(payloadRevision),
      text(payload),
      text(metadata),
      number(micros(occurredAt))
    };
    int length = 0;
    for (byte[] field : fields) {
      length += Integer.BYTES + field.length;
    }
    var bytes = ByteBuffer.allocate(length);
    for (byte[] field : fields) {
      bytes.putInt(field.length).put(field);
    }
    return bytes.array();
  }

  /// The largest number for a time that is beyond it: nobody but a hand has stored that, and it is
  /// to be found like any other change.
  private static long micros(Instant time) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    } catch (ArithmeticException _) {
      return Long.MAX_VALUE;
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
