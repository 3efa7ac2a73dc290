package dev.keyledger.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An operation whose answer is neither JSON nor a text, or comes in several types.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface AnswersIn {
  /// The request attribute with the type that the client likes best: one of [#value].
  String CHOSEN = "dev.keyledger.http.AnswersIn.chosen";

  /// The media types; the first is for clients that have no preference.
  String[] value();
}
