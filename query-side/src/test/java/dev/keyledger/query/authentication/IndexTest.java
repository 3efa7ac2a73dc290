package dev.keyledger.query.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyledger.events.ApiKeyId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One thread writes, and others read meanwhile without a lock.
final class IndexTest {
  private static final int VALUES = 300;
  private static final int TIMES = 3000;
  private static final int READERS = 3;

  private volatile KeyIndex<KeyId> index = new KeyIndex<>();
  private volatile boolean writing = true;

  @Test
  void whoIsNotThereIsNeverTakenForSomebodyElse() throws Exception {
    var written = keys();
    try (var readers = Executors.newFixedThreadPool(READERS)) {
      var strangers = new ArrayList<Future<List<KeyId>>>();
      for (int i = 0; i < READERS; i++) {
        strangers.add(readers.submit(() -> foundInsteadOf(keys())));
      }
      for (int time = 0; time < TIMES; time++) {
        var fresh = new KeyIndex<KeyId>();
        index = fresh;
        written.forEach(fresh::put);
      }
      writing = false;

      for (var found : strangers) {
        assertThat(found.get()).isEmpty();
      }
    }
  }

  /// What is found for keys that are never written.
  private List<KeyId> foundInsteadOf(List<KeyId> strangers) {
    var found = new ArrayList<KeyId>();
    while (writing) {
      for (var stranger : strangers) {
        var other = index.find(stranger);
        if (other != null) {
          found.add(other);
        }
      }
    }
    return found;
  }

  private static List<KeyId> keys() {
    return Stream.generate(() -> new KeyId(new ApiKeyId(UUID.randomUUID()))).limit(VALUES).toList();
  }
}
