package dev.keyledger.ledger.export;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import tools.jackson.core.JsonGenerator;

/// Writes a line. Each stored field has one place in it, and `data` says again, for the reader,
/// what is in two of them.
final class LineWriter {
  private LineWriter() {}

  static byte[] write(AuditLine line, boolean provable) {
    var bytes = new ByteArrayOutputStream(2048);
    try (var json = Json.generator(bytes)) {
      json.writeStartObject();
      writeEvent(line, json);
      if (provable) {
        writeProof(line, json);
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeEvent(AuditLine line, JsonGenerator json) {
    var leaf = line.leaf();
    write(Attribute.SPECVERSION, Attribute.VERSION, json);
    write(Attribute.ID, Long.toString(leaf.position()), json);
    write(Attribute.SOURCE, line.source(), json);
    write(Attribute.TYPE, leaf.payloadType(), json);
    write(Attribute.SUBJECT, leaf.aggregateId(), json);
    write(Attribute.TIME, leaf.occurredAt().toString(), json);
    write(Attribute.DATACONTENTTYPE, Attribute.JSON, json);
    json.writeName(Attribute.DATA.word()).writeStartObject();
    json.writeName("event").writeRawValue(ReadableData.event(leaf.payload()));
    json.writeName("cause").writeRawValue(ReadableData.cause(leaf.metadata()));
    json.writeEndObject();
  }

  private static void writeProof(AuditLine line, JsonGenerator json) {
    var leaf = line.leaf();
    write(Attribute.EVENTID, leaf.eventId(), json);
    write(Attribute.AGGREGATETYPE, leaf.aggregateType(), json);
    write(Attribute.SEQUENCENUMBER, Long.toString(leaf.sequenceNumber()), json);
    write(Attribute.PAYLOADREVISION, leaf.payloadRevision(), json);
    write(Attribute.PAYLOAD, leaf.payload(), json);
    write(Attribute.METADATA, leaf.metadata(), json);
    write(Attribute.LEAFHASH, Base64.getEncoder().encodeToString(line.leafHash().bytes()), json);
  }

  private static void write(Attribute attribute, String text, JsonGenerator json) {
    json.writeStringProperty(attribute.word(), text);
  }
}
