package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import java.util.Arrays;
import java.util.stream.Stream;

/// A command about one key.
public sealed interface KeyCommand
    permits AdoptApiKey, CountPartnerKey, CreateApiKey, KeyTarget.Command, RepeatCreation {
  /// The key's id, by which its aggregate is found.
  ApiKeyId apiKeyId();

  /// All kinds of commands that there are.
  static Stream<Class<?>> kinds() {
    return kinds(KeyCommand.class);
  }

  private static Stream<Class<?>> kinds(Class<?> kind) {
    return kind.isSealed()
        ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(KeyCommand::kinds)
        : Stream.of(kind);
  }
}
