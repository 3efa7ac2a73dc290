package dev.keyledger.command.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import dev.keyledger.command.apikey.Edit;
import dev.keyledger.command.apikey.KeyTarget;
import dev.keyledger.command.apikey.UpdateApiKey;
import dev.keyledger.http.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A merge patch (RFC 7396) for a key, as it was sent: a member that is absent stays as it is, and
/// null takes it away. Nothing past [#toCommand] sees these texts.
@Schema(name = "ApiKeyPatch", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
final class UpdateApiKeyRequest {
  private Edit<String> name = Edit.none();
  private Edit<String> expiresAt = Edit.none();
  private Edit<Map<String, @Nullable String>> metadata = Edit.none();

  @JsonSetter
  @Schema(
      description = "New name of the API key. Null: no name.",
      example = "test",
      minLength = 1,
      maxLength = 255,
      nullable = true)
  void setName(@Nullable String text) {
    name = Edit.to(text);
  }

  @JsonSetter
  @Schema(
      description = "When the API key expires, as an RFC 3339 time in the future. Null: never.",
      format = "date-time",
      nullable = true,
      example = "2027-09-10T10:11:00Z")
  void setExpiresAt(@Nullable String text) {
    expiresAt = Edit.to(text);
  }

  @JsonSetter
  @Schema(
      description =
          "Notes to set; null removes one. The result has at most 20 entries and 1 KiB of UTF-8 in"
              + " all. Null instead of an object: none.",
      nullable = true,
      example = "{\"team\": \"payments\", \"ticket\": null}")
  void setMetadata(@Nullable Map<String, @Nullable String> entries) {
    metadata = Edit.to(entries);
  }

  /// Whether the key may end sooner by it. Only the decision knows when it ended before.
  boolean mayEndKeySooner() {
    return expiresAt.value() != null;
  }

  /// @throws ProblemException when a member is not what it must be
  UpdateApiKey toCommand(KeyTarget target) {
    return new UpdateApiKey(
        target,
        name.map(Members::name),
        expiresAt.map(Members::expiresAt),
        metadata.map(UpdateApiKeyRequest::checked));
  }

  /// What is set must be good by itself: then only the size of the result is left to judge.
  private static Map<String, @Nullable String> checked(Map<String, @Nullable String> entries) {
    var set = new HashMap<String, String>();
    entries.forEach((name, text) -> {
      if (text != null) {
        set.put(name, text);
      }
    });
    Members.metadata(set);
    return Collections.unmodifiableMap(entries);
  }
}
