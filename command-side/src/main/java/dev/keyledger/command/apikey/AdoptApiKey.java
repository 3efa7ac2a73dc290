package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.KeyDigest;
import dev.keyledger.key.KeyPrefix;

/// Makes a key that somebody brought along a key of this ledger. Only what is stored of it is sent.
///
/// @param apiKeyId a new id
/// @param kind what the key is for, which is no project
/// @param name what people call the key
/// @param prefix the public part of the key
/// @param digest the key's digest
public record AdoptApiKey(
    ApiKeyId apiKeyId, KeyKind kind, KeyName name, KeyPrefix prefix, KeyDigest digest)
    implements KeyCommand {

  /// @throws IllegalArgumentException for a project key
  public AdoptApiKey {
    if (kind == KeyKind.PROJECT) {
      throw new IllegalArgumentException("a project key has a project");
    }
  }
}
