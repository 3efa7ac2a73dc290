package dev.keyledger.command;

import dev.keyledger.command.apikey.KeyName;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.key.PlaintextKey;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// A key without which nobody could begin. The first start on a ledger makes it, or takes one that
/// was brought along.
///
/// Its id is the same on every ledger (UUID version 8, RFC 9562). So the ledger itself, which holds
/// one stream per id, sees to it that nodes that start at once end with one such key.
enum BootstrapKey {
  /// Whoever started the service creates keys with it.
  PARTNER(
      KeyKind.PARTNER,
      "00000000-0000-8000-8000-000000000001",
      "KEYLEDGER_BOOTSTRAP_PARTNER_KEY",
      "the file goes away at the key's first use"),

  /// With it the command side asks the query side about its callers' keys.
  VERIFIER(
      KeyKind.VERIFIER,
      "00000000-0000-8000-8000-000000000002",
      "KEYLEDGER_BOOTSTRAP_VERIFIER_KEY",
      "every node of the command side needs it");

  private final KeyKind kind;
  private final String id;
  private final String variable;
  private final String note;

  BootstrapKey(KeyKind kind, String id, String variable, String note) {
    this.kind = kind;
    this.id = id;
    this.variable = variable;
    this.note = note;
  }

  KeyKind kind() {
    return kind;
  }

  ApiKeyId id() {
    return ApiKeyId.of(id);
  }

  KeyName keyName() {
    return new KeyName(toString());
  }

  /// The environment variable with a key to adopt.
  String variable() {
    return variable;
  }

  /// The key to adopt, where there is one. It is looked up here and not among the settings: their
  /// error messages show values. An empty one counts as none, since that is how a variable is
  /// passed on that nobody has set; a blank one is no key.
  ///
  /// @throws StartFailure when it has not the shape of a key
  Optional<PlaintextKey> broughtAlong(Environment environment) {
    return Optional.ofNullable(environment.getProperty(variable))
        .filter(StringUtils::hasLength)
        .map(text -> PlaintextKey.parse(text).orElseThrow(this::noKey));
  }

  private StartFailure noKey() {
    return new StartFailure(
        variable + " is not an API key: 8 characters, a dot and 32 characters, all of 0-9 A-Z a-z.",
        "Correct the variable, or remove it to have a key made.",
        null);
  }

  /// What people should know of the file with it.
  String note() {
    return note;
  }

  @Override
  public String toString() {
    return "first " + kind.word() + " key";
  }
}
