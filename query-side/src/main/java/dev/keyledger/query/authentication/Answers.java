package dev.keyledger.query.authentication;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.core.util.JsonRecyclerPools;

/// Writes answers in JSON, member by member: what is answered all day pays for no reflection.
final class Answers {
  /// Few answers are longer.
  private static final int ROOM = 512;

  /// The threads that answer are few and stay.
  private static final JsonFactory JSON =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();

  private Answers() {}

  /// What `content` writes.
  static byte[] write(Consumer<JsonGenerator> content) {
    var bytes = new ByteArrayBuilder(ROOM);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      content.accept(json);
    }
    return bytes.getClearAndRelease();
  }

  static void put(JsonGenerator json, String name, @Nullable String text) {
    if (text != null) {
      json.writeName(name).writeString(text);
    }
  }

  static void put(JsonGenerator json, String name, @Nullable Long number) {
    if (number != null) {
      json.writeName(name).writeNumber(number);
    }
  }

  static void put(JsonGenerator json, String name, boolean truth) {
    json.writeName(name).writeBoolean(truth);
  }

  static void put(JsonGenerator json, String name, @Nullable Map<String, String> texts) {
    if (texts != null) {
      json.writeName(name).writeStartObject();
      texts.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }
}
