package dev.keyledger.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.KeyPrefix;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes events as JSON that a person can read, under the names of [EventType], and reads every
/// revision that was ever written.
///
/// A name that it does not know is an error. Axon would hand out an "unknown type" that projections
/// and aggregates skip in silence: a revocation written by a newer node would be ignored.
final class EventSerializer extends Jackson3Serializer {

  EventSerializer() {
    super(Jackson3Serializer.builder().jsonMapperBuilderCustomizer(EventSerializer::plainly));
  }

  @Override
  @SuppressWarnings("rawtypes") // the signature is Axon's
  public SerializedType typeForClass(@Nullable Class type) {
    return type == null || type == MetaData.class
        ? super.typeForClass(type)
        : EventType.of(type)
            .map(known -> new SimpleSerializedType(known.alias(), known.revision()))
            .orElseThrow(
                () -> new SerializationException("no name is assigned to " + type.getName()));
  }

  @Override
  protected String resolveClassName(SerializedType type) {
    String name = type.getName();
    return name.equals(MetaData.class.getName())
        ? name
        : EventType.of(name)
            .map(known -> known.event().getName())
            .orElseThrow(() ->
                new SerializationException(
                    "the ledger holds an event of a type that this version does not know: "
                        + name));
  }

  private static void plainly(JsonMapper.Builder json) {
    json.changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .addModule(
            new PlainText()
                .with(ApiKeyId.class, ApiKeyId::toString, ApiKeyId::of)
                .with(ProjectId.class, ProjectId::value, ProjectId::new)
                .with(KeyPrefix.class, KeyPrefix::value, KeyPrefix::new)
                .with(KeyKind.class, KeyKind::word, KeyKind::of));
  }
}
