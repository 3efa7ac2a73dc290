package dev.keyledger.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How an operation can fail, beyond the ways in which every operation of its kind can: for its
/// documentation.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Refuses {
  /// The errors.
  ErrorCode[] value();
}
