package dev.keyledger.benchmarks;

import dev.keyledger.key.PlaintextKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many keys to ask about, of which one in a hundred was never issued. They are in a file that goes
/// with the run.
///
/// @param file with a key on each line
/// @param good one of those that were issued
record Keys(Path file, String good) {
  static final String PROJECT = "mtKDhe1U";
  static final String PATH = "/api/v1/projects/" + PROJECT + "/apiKeys";
  private static final int AT_ONCE = 64;
  private static final int BAD_OF = 100;

  /// Has `count` keys issued, less those that are to be bad.
  static Keys issue(Client partner, int count, Path file) throws Exception {
    int bad = count / BAD_OF;
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
    var random = new SecureRandom();
    for (int i = 0; i < bad; i++) {
      keys.add(PlaintextKey.mint(random).reveal());
    }
    Collections.shuffle(keys, random);
    Files.write(file, keys);
    return new Keys(file, good);
  }

  private static List<String> create(Client partner, int count) throws Exception {
    var keys = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      keys.add(partner.post(PATH, "{\"name\": \"sixteen letters.\"}").get("apiKey").asString());
    }
    return keys;
  }
}
