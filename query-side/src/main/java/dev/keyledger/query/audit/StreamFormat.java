package dev.keyledger.query.audit;

import dev.keyledger.ledger.export.AuditLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// How events follow each other in a stream, each a CloudEvent in JSON.
enum StreamFormat {
  /// One event a line; an empty line as heart-beat.
  NDJSON("", "\n", "\n"),

  /// Server-sent events (HTML, section 9.2) with the position as id; a comment as heart-beat.
  SERVER_SENT_EVENTS("id:%d\ndata:", "\n\n", ":\n\n");

  static final String SERVER_SENT_EVENTS_TYPE = "text/event-stream";

  private final String before;
  private final String after;
  private final String heartBeat;

  StreamFormat(String before, String after, String heartBeat) {
    this.before = before;
    this.after = after;
    this.heartBeat = heartBeat;
  }

  static StreamFormat of(String mediaType) {
    return mediaType.equals(SERVER_SENT_EVENTS_TYPE) ? SERVER_SENT_EVENTS : NDJSON;
  }

  void write(AuditLine line, boolean provable, OutputStream out) throws IOException {
    write(before.replace("%d", Long.toString(line.leaf().position())), out);
    out.write(provable ? line.provable() : line.readable());
    write(after, out);
  }

  void beat(OutputStream out) throws IOException {
    write(heartBeat, out);
  }

  private static void write(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
