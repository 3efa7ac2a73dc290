package dev.keyledger.command.web;

import dev.keyledger.command.apikey.KeyMetadata;
import dev.keyledger.command.apikey.KeyName;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Rfc3339;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The members that several bodies have: from what was sent to what it means.
final class Members {
  private Members() {}

  /// @throws ProblemException when `text` cannot be a name
  static KeyName name(String text) {
    try {
      return new KeyName(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_NAME, "name " + e.getMessage()).at("name"));
    }
  }

  /// @throws ProblemException when `text` is no time
  static Instant expiresAt(String text) {
    return Rfc3339.parse(text)
        .orElseThrow(() ->
            new ProblemException(
                Problem.of(
                        ErrorCode.INVALID_EXPIRES_AT,
                        "expiresAt must be an RFC 3339 time such as 2027-09-10T10:11:00Z,"
                            + " with at most 9 digits of a second and a year up to 9999")
                    .at("expiresAt")));
  }

  /// @throws ProblemException when these cannot be noted
  static KeyMetadata metadata(Map<String, String> entries) {
    try {
      return new KeyMetadata(entries);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_METADATA, "metadata " + e.getMessage()).at("metadata"));
    }
  }

  /// The metadata of a creation, in which nothing can be taken away.
  ///
  /// @throws ProblemException when these cannot be noted
  static KeyMetadata metadataOrNone(@Nullable Map<String, @Nullable String> entries) {
    var texts = new HashMap<String, String>();
    for (var entry :
        entries == null ? Set.<Map.Entry<String, @Nullable String>>of() : entries.entrySet()) {
      if (entry.getValue() == null) {
        throw new ProblemException(
            Problem.of(ErrorCode.INVALID_METADATA, "metadata must be an object of strings")
                .at("metadata"));
      }
      texts.put(entry.getKey(), entry.getValue());
    }
    return metadata(texts);
  }
}
