package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client sends with a creation, and again when it repeats it, so that one key comes of it.
///
/// @param value 1 to 255 visible ASCII characters
public record IdempotencyKey(String value) {
  private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,255}");

  /// @throws IllegalArgumentException with a sentence that may be shown, when `value` has another
  ///   shape
  public IdempotencyKey {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("must be 1 to 255 visible ASCII characters");
    }
  }

  /// The id of the key that comes of it: always the same for the same caller and project, so that
  /// repeats meet in one aggregate. A UUID of version 8 (RFC 9562) with 122 bits of a hash.
  ///
  /// @param actor the id of the calling key
  /// @param project where the key is created; absent for one that belongs to no project
  public ApiKeyId apiKeyId(String actor, @Nullable ProjectId project) {
    var hash =
        ByteBuffer.wrap(
            new Fingerprint()
                .add(actor)
                .add(project == null ? null : project.value())
                .add(value)
                .bytes());
    return ApiKeyId.custom(hash.getLong(), hash.getLong());
  }
}
