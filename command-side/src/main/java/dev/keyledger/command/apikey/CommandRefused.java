package dev.keyledger.command.apikey;

import dev.keyledger.events.ApiKeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command was understood and refused; nothing has happened.
public final class CommandRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;
  private final transient @Nullable ApiKeyId about;

  CommandRefused(Refusal reason) {
    this(reason, null);
  }

  /// @param about the key that stands in the way, where the caller does not know it yet
  public CommandRefused(Refusal reason, @Nullable ApiKeyId about) {
    super(reason.name());
    this.reason = reason;
    this.about = about;
  }

  /// Why.
  public Refusal reason() {
    return reason;
  }

  /// The key that stands in the way, where the caller does not know it yet.
  public Optional<ApiKeyId> about() {
    return Optional.ofNullable(about);
  }
}
