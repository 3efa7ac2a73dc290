package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;

/// A command about one key.
public interface KeyCommand {
  /// The key's id, by which its aggregate is found.
  ApiKeyId apiKeyId();
}
