package dev.keyledger.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/// Writes the elements of a list as JSON, one a line.
final class NdjsonConverter extends AbstractHttpMessageConverter<List<?>> {
  private final JsonMapper json;

  NdjsonConverter(JsonMapper json) {
    super(MediaType.parseMediaType(Ndjson.MEDIA_TYPE));
    this.json = json;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return List.class.isAssignableFrom(type);
  }

  @Override
  protected boolean canRead(@Nullable MediaType type) {
    return false;
  }

  @Override
  protected List<?> readInternal(Class<? extends List<?>> type, HttpInputMessage message) {
    throw new UnsupportedOperationException("no operation reads lines");
  }

  @Override
  protected void writeInternal(List<?> elements, HttpOutputMessage message) throws IOException {
    var body = message.getBody();
    for (Object element : elements) {
      body.write((json.writeValueAsString(element) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
