package dev.keyledger.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/// Marks an operation that answers with an array, and with its elements one a line to whoever asks
/// for that.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@AnswersIn({MediaType.APPLICATION_JSON_VALUE, Ndjson.MEDIA_TYPE})
public @interface Ndjson {
  /// The media type of JSON values, one a line.
  String MEDIA_TYPE = "application/x-ndjson";
}
