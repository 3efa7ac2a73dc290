package dev.keyledger.command.apikey;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a merge patch (RFC 7396) says of one member.
///
/// @param given whether it says anything; otherwise the member stays as it is
/// @param value what the member becomes; absent to take it away
public record Edit<T>(boolean given, @Nullable T value) {

  /// The member stays as it is.
  public static <T> Edit<T> none() {
    return new Edit<>(false, null);
  }

  /// The member becomes `value`, or is taken away.
  public static <T> Edit<T> to(@Nullable T value) {
    return new Edit<>(true, value);
  }

  /// The same edit of what `value` means.
  public <R> Edit<R> map(Function<T, R> meaning) {
    return new Edit<>(given, value == null ? null : meaning.apply(value));
  }

  /// Hands the new value on, if there is one to hand on.
  void ifGiven(Consumer<@Nullable T> change) {
    if (given) {
      change.accept(value);
    }
  }
}
