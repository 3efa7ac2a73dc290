package dev.keyledger.benchmarks;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Many keys to ask about. They are in a file that goes with the run.
///
/// @param file with a key on each line
/// @param good one of those that were issued, if any was
record Keys(Path file, String good) {
  static final String PROJECT = "mtKDhe1U";
  static final String PATH = "/api/v1/projects/" + PROJECT + "/apiKeys";
  private static final int AT_ONCE = 64;

  /// Has `count` keys issued, less `bad` of them, which are made up.
  static Keys issue(Client partner, int count, int bad, Path file) throws Exception {
    var keys = new ArrayList<String>(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var creating = new ArrayList<Future<List<String>>>();
      for (int i = 0; i < AT_ONCE; i++) {
        int share = (count - bad) / AT_ONCE + (i < (count - bad) % AT_ONCE ? 1 : 0);
        creating.add(threads.submit(() -> create(partner, share)));
      }
      for (var created : creating) {
        keys.addAll(created.get());
      }
    }
    String good = keys.getFirst();
    keys.addAll(madeUp(bad));
    Collections.shuffle(keys, new SecureRandom());
    Files.write(file, keys);
    return new Keys(file, good);
  }

  /// Keys of which none was ever issued.
  static Keys guess(int count, Path file) throws IOException {
    var keys = madeUp(count);
    Files.write(file, keys);
    return new Keys(file, keys.getFirst());
  }

  private static List<String> madeUp(int count) {
    var random = new SecureRandom();
    return Stream.generate(() -> PlaintextKey.mint(random).reveal()).limit(count).toList();
  }

  private static List<String> create(Client partner, int count) throws Exception {
    var keys = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      keys.add(partner.post(PATH, "{\"name\": \"sixteen letters.\"}").get("apiKey").asString());
    }
    return keys;
  }
}
