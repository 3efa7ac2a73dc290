package dev.keyledger.http;

import dev.keyledger.events.KeyKind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The kinds of key that may call a controller's operations. A controller without it is closed to
/// all.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AllowedTo {
  /// Who may call.
  KeyKind[] value();
}
