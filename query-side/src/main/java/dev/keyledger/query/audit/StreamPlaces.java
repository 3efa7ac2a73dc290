package dev.keyledger.query.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How many streams may be open at once: some for each key, and some for all keys together.
@Component
final class StreamPlaces {
  private static final int OF_A_KEY = 4;
  private static final int OF_THE_NODE = 64;

  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /// A place, until it is closed; none when all are taken.
  synchronized Optional<Place> take(String keyId) {
    int own = taken.getOrDefault(keyId, 0);
    if (own == OF_A_KEY || all == OF_THE_NODE) {
      return Optional.empty();
    }
    taken.put(keyId, own + 1);
    all++;
    return Optional.of(() -> giveBack(keyId));
  }

  private synchronized void giveBack(String keyId) {
    taken.computeIfPresent(keyId, (_, own) -> own == 1 ? null : own - 1);
    all--;
  }

  /// A place that somebody has; to be closed once.
  interface Place extends AutoCloseable {
    @Override
    void close();
  }
}
