package dev.keyledger.query.authentication;

import dev.keyledger.events.ApiKeyCreated;
import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.KeyKind;
import dev.keyledger.events.ProjectId;
import dev.keyledger.key.PlaintextKey;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Tables with many keys of 16-character names, in a thousand projects.
final class Population {
  private static final int PROJECTS = 1000;
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private final RandomGenerator random = new SplittableRandom(1);
  private final LookupTable table = new LookupTable();
  private final @Nullable Instant expiresAt;

  /// @param expiresAt when all of them expire; absent for never
  Population(@Nullable Instant expiresAt) {
    this.expiresAt = expiresAt;
  }

  LookupTable table() {
    return table;
  }

  /// Adds a key.
  ///
  /// @return its secret
  PlaintextKey add(int number) {
    var key = PlaintextKey.mint(random);
    var project = new ProjectId("project-" + number % PROJECTS);
    var id = new ApiKeyId(new UUID(random.nextLong(), random.nextLong()));
    table.apply(
        new ApiKeyCreated(
            id,
            KeyKind.PROJECT,
            project,
            "name %011d".formatted(number),
            key.prefix(),
            key.digest(),
            expiresAt,
            null,
            null),
        0,
        CREATED);
    return key;
  }
}
