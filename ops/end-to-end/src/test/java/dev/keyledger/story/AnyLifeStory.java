package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is done with a key, in whatever order: list, get and authentication agree with a model
/// of a few lines.
@ExtendWith(SharedNode.class)
final class AnyLifeStory {
  private static final int STEPS = 60;

  private final Api api;

  AnyLifeStory(Node node) {
    this.api = node.api();
  }

  /// What a key should be. The newest secret is the last of those that work.
  private static final class Model {
    final String id;
    final List<String> working = new ArrayList<>();
    final Set<String> minted = new HashSet<>();
    @Nullable String name;
    boolean disabled;
    boolean revoked;
    int version;

    Model(Answer created) {
      id = created.text("apiKeyId");
      mint(created);
    }

    void mint(Answer answer) {
      working.add(answer.text("apiKey"));
      minted.add(answer.text("apiKey"));
    }

    String status() {
      return revoked ? "revoked" : disabled ? "disabled" : "active";
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aKeyIsWhatWasDoneWithIt(long seed) {
    var dice = new Random(seed);
    String project = "any-life-" + seed;
    var keys = new ArrayList<Model>();
    for (int step = 0; step < STEPS; step++) {
      if (keys.isEmpty() || dice.nextInt(10) == 0) {
        keys.add(new Model(api.create(project, "{}")));
      }
      live(keys.get(dice.nextInt(keys.size())), project, dice);
    }
    // A refusal waits until the table is fresh; what follows is then no older.
    assertThat(api.as(Node.newKey()).self().status()).isEqualTo(401);
    keys.forEach(key -> assertThatAllAgree(key, project));
    assertThat(ids(api.list(project, "")))
        .isEqualTo(
            keys.reversed().stream().filter(key -> !key.revoked).map(key -> key.id).toList());
    assertThat(ids(api.list(project, "?status=revoked")))
        .isEqualTo(keys.reversed().stream().filter(key -> key.revoked).map(key -> key.id).toList());
  }

  /// Does one thing with a key, and the same with its model.
  private void live(Model key, String project, Random dice) {
    String path = Api.key(project, key.id);
    int refused = key.revoked ? 409 : 204;
    switch (dice.nextInt(12)) {
      case 0, 1 -> {
        String name = "name " + dice.nextInt(2);
        expect(refused, api.patch(path, "{\"name\": \"" + name + "\"}"));
        if (!key.revoked && !name.equals(key.name)) {
          key.name = name;
          key.version++;
        }
      }
      case 2, 3 -> {
        expect(refused, api.post(path + "/disable"));
        key.version += key.revoked || key.disabled ? 0 : 1;
        key.disabled |= !key.revoked;
      }
      case 4, 5 -> {
        expect(refused, api.post(path + "/enable"));
        key.version += key.revoked || !key.disabled ? 0 : 1;
        key.disabled &= key.revoked;
      }
      case 6 -> {
        expect(200, api.delete(path));
        key.version += key.revoked ? 0 : 1;
        key.revoked = true;
      }
      case 7 -> rotate(key, path, "{\"overlapSeconds\": 0}", true, 0);
      case 8, 9 -> rotate(key, path, "{}", key.working.size() == 1, 1);
      case 10 -> rotate(key, path, "{\"supersede\": true}", true, 1);
      default -> {
        expect(refused, api.post(path + "/rotate/complete"));
        if (!key.revoked && key.working.size() == 2) {
          key.working.removeFirst();
          key.version++;
        }
      }
    }
  }

  /// @param allowed whether a key that is not revoked is rotated
  /// @param kept how many of the older secrets go on, the oldest first
  private void rotate(Model key, String path, String body, boolean allowed, int kept) {
    boolean rotated = allowed && !key.revoked;
    var answer = api.post(path + "/rotate", body);
    expect(rotated ? 200 : 409, answer);
    if (rotated) {
      key.working.subList(kept, key.working.size()).clear();
      key.mint(answer);
      key.version++;
    }
  }

  private void assertThatAllAgree(Model key, String project) {
    var entry = api.get(Api.key(project, key.id));
    assertThat(entry.text("status")).isEqualTo(key.status());
    assertThat(entry.header("ETag")).isEqualTo("\"" + key.version + "\"");
    assertThat(entry.json().path("name").asString(null)).isEqualTo(key.name);
    assertThat(entry.text("prefix")).isEqualTo(key.working.getLast().substring(0, 8));
    assertThat(entry.json().has("overlapEndsAt"))
        .isEqualTo(key.working.size() == 2 && !key.revoked);
    for (String secret : key.minted) {
      boolean good = key.status().equals("active") && key.working.contains(secret);
      assertThat(api.as(secret).self().status()).isEqualTo(good ? 200 : 401);
    }
  }

  private static void expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  private static List<String> ids(Answer answer) {
    var ids = new ArrayList<String>();
    answer.json().forEach(entry -> ids.add(entry.get("apiKeyId").asString()));
    return ids;
  }
}
