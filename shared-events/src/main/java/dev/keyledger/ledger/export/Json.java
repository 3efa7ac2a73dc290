package dev.keyledger.ledger.export;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Streams of JSON: a line is large and there are many, so no tree is made of one.
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static JsonParser parser(byte[] json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json, 0, json.length);
  }

  static JsonParser parser(String json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  static JsonGenerator generator(ByteArrayOutputStream bytes) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
  }
}
