package dev.keyledger.ledger.export;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// Streams of JSON: a line is large and there are many, so no tree is made of one.
final class Json {
  /// Each thread has buffers of its own: threads that read short lines would meet at a common pool.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private Json() {}

  static JsonParser parser(byte[] lines, Place line) {
    return FACTORY.createParser(ObjectReadContext.empty(), lines, line.from(), line.length());
  }

  static JsonParser parser(String json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  static JsonGenerator generator(ByteArrayOutputStream bytes) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
  }
}
