package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever happened to keys, and whatever time is asked for: what is said of it agrees with what
/// follows from the rows of the ledger up to that time, worked out as plainly as can be.
@ExtendWith(SharedNode.class)
@Thorough
final class AnyPastStory {
  private static final int STEPS = 50;
  private static final int TIMES = 30;
  private static final String ALL = "&status=active,disabled,expired,revoked&limit=1000";

  /// The status that an event can give a key, where it is not the clock that decides.
  private static final Map<String, String> GIVEN =
      Map.of(
          "api-key.created", "active",
          "api-key.enabled", "active",
          "api-key.expiry-changed", "active",
          "api-key.disabled", "disabled",
          "api-key.revoked", "revoked");

  private final Api api;
  private final JdbcClient jdbc;

  AnyPastStory(Node node) {
    this.api = node.api();
    this.jdbc = node.bean(JdbcClient.class);
  }

  /// A row of the ledger.
  private record Event(Instant time, String type, JsonNode payload) {
    @Nullable Instant expiresAt() {
      return payload.has("expiresAt") ? Instant.parse(payload.get("expiresAt").asString()) : null;
    }

    /// When the expiry that it sets ends the key: not before it is set.
    @Nullable Instant end() {
      Instant end = expiresAt();
      return end != null && end.isBefore(time) ? time : end;
    }

    boolean setsExpiry() {
      return type.equals("api-key.created") || type.equals("api-key.expiry-changed");
    }
  }

  /// All rows of one key.
  private record Key(String id, List<Event> events) {

    Optional<Map<String, String>> at(Instant time) {
      var state = new TreeMap<String, String>();
      for (Event event : events) {
        if (!event.time().isAfter(time)) {
          apply(event, state);
        }
      }
      if (state.isEmpty()) {
        return Optional.empty();
      }
      String status = status(state, time);
      state.put("status", status);
      boolean overlap =
          state.containsKey("overlapEndsAt")
              && time.isBefore(Instant.parse(state.get("overlapEndsAt")))
              && (status.equals("active") || status.equals("disabled"));
      if (!overlap) {
        state.remove("overlapEndsAt");
      }
      return Optional.of(state);
    }

    private static void apply(Event event, Map<String, String> state) {
      var payload = event.payload();
      String time = event.time().toString();
      switch (event.type()) {
        case "api-key.created" -> {
          state.put("createdAt", time);
          copy(payload, "prefix", "prefix", state);
          copy(payload, "name", "name", state);
          copy(payload, "expiresAt", "expiresAt", state);
        }
        case "api-key.renamed" -> copy(payload, "name", "name", state);
        case "api-key.expiry-changed" -> copy(payload, "expiresAt", "expiresAt", state);
        case "api-key.disabled" -> state.put("disabledAt", time);
        case "api-key.enabled" -> state.remove("disabledAt");
        case "api-key.revoked" -> state.put("revokedAt", time);
        case "api-key.rotated" -> {
          state.put("rotatedAt", time);
          copy(payload, "prefix", "prefix", state);
          copy(payload, "keptUntil", "overlapEndsAt", state);
        }
        case "api-key.rotation-completed" -> state.remove("overlapEndsAt");
        default -> throw new IllegalStateException(event.type());
      }
    }

    private static void copy(JsonNode from, String name, String to, Map<String, String> state) {
      state.remove(to);
      if (from.has(name)) {
        state.put(to, from.get(name).asString());
      }
    }

    private static String status(Map<String, String> state, Instant time) {
      if (state.containsKey("revokedAt")) {
        return "revoked";
      }
      String end = state.get("expiresAt");
      if (end != null && !time.isBefore(Instant.parse(end))) {
        return "expired";
      }
      return state.containsKey("disabledAt") ? "disabled" : "active";
    }

    String statusAt(Instant time) {
      return at(time).map(state -> state.get("status")).orElse("");
    }

    /// When its status can have changed.
    TreeSet<Instant> moments() {
      var moments = new TreeSet<Instant>();
      for (Event event : events) {
        moments.add(event.time());
        if (event.expiresAt() != null && !event.expiresAt().isBefore(event.time())) {
          moments.add(event.expiresAt());
        }
      }
      return moments;
    }

    Instant since(Instant time) {
      String status = statusAt(time);
      Instant since = time;
      for (Instant moment : moments().headSet(time, true).descendingSet()) {
        if (!statusAt(moment).equals(status)) {
          return since;
        }
        since = moment;
      }
      return since;
    }

    /// The status that it got at a moment, what decided it, and the type and time of that event.
    String decisionAt(Instant moment) {
      String status = statusAt(moment);
      boolean byClock = status.equals("expired");
      var deciding =
          events.stream()
              .filter(event ->
                  byClock
                      ? event.setsExpiry() && moment.equals(event.end())
                      : event.time().equals(moment) && status.equals(GIVEN.get(event.type())))
              .reduce((_, later) -> later)
              .orElseThrow();
      return "%s %s %s %s"
          .formatted(status, byClock ? "expiry" : "event", deciding.type(), deciding.time());
    }

    /// The moments at which it became valid or stopped being valid.
    List<String> changes(Instant from, Instant to) {
      var changes = new ArrayList<String>();
      boolean valid = statusAt(from).equals("active");
      for (Instant moment : moments().subSet(from, false, to, true)) {
        boolean now = statusAt(moment).equals("active");
        if (now != valid) {
          changes.add("%s %s %s".formatted(moment, now, decisionAt(moment)));
        }
        valid = now;
      }
      return changes;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void thePastIsWhatTheLedgerSays(long seed) {
    var dice = new Random(seed);
    String project = "any-past-" + seed;
    live(project, dice);
    var keys = keys(project);
    var times = times(keys, dice);
    var last = times.getLast();
    await().until(() -> last.plusMillis(1).isBefore(Instant.now()));

    for (Instant time : times) {
      var shown = new TreeMap<String, JsonNode>();
      api.list(project, "?asOf=" + time + ALL)
          .json()
          .forEach(entry -> shown.put(entry.get("apiKeyId").asString(), entry));
      assertThat(shown.keySet())
          .isEqualTo(
              new TreeSet<>(
                  keys.stream().filter(k -> k.at(time).isPresent()).map(Key::id).toList()));
      for (Key key : keys) {
        assertAsOf(project, key, time, shown.get(key.id()));
        assertExplained(project, key, time);
      }
      Instant other = times.get(dice.nextInt(times.size()));
      assertDifference(
          project, keys, time.isBefore(other) ? time : other, time.isBefore(other) ? other : time);
    }
  }

  private void live(String project, Random dice) {
    var ids = new ArrayList<String>();
    for (int step = 0; step < STEPS; step++) {
      if (ids.isEmpty() || dice.nextInt(8) == 0) {
        var created = api.create(project, "{" + expiry(dice) + "}");
        // On a slow day its end is over before it comes.
        var key = created.status() == 200 ? created : api.create(project, "{}");
        ids.add(key.text("apiKeyId"));
      }
      String path = Api.key(project, ids.get(dice.nextInt(ids.size())));
      var answer =
          switch (dice.nextInt(12)) {
            case 0, 1 -> api.patch(path, "{\"name\": \"name " + dice.nextInt(3) + "\"}");
            case 2, 3 -> api.patch(path, "{" + expiry(dice) + ", \"name\": null}");
            case 4 -> api.patch(path, "{\"expiresAt\": null}");
            case 5, 6 -> api.post(path + "/disable");
            case 7, 8 -> api.post(path + "/enable");
            case 9 -> api.post(path + "/rotate", "{\"overlapSeconds\": " + dice.nextInt(2) + "}");
            case 10 -> api.post(path + "/rotate/complete");
            default -> dice.nextInt(3) == 0 ? api.delete(path) : api.post(path + "/enable");
          };
      assertThat(answer.status()).as(answer.text()).isIn(200, 204, 400, 409);
    }
  }

  private static String expiry(Random dice) {
    return "\"expiresAt\": \""
        + Instant.now().plusNanos(50_000_000 + dice.nextInt(300_000_000))
        + "\"";
  }

  private List<Key> keys(String project) {
    var keys = new ArrayList<Key>();
    for (JsonNode entry :
        api.list(project, "?limit=1000&status=active,disabled,expired,revoked").json()) {
      String id = entry.get("apiKeyId").asString();
      var events =
          jdbc.sql("SELECT * FROM ledger.event WHERE aggregate_id = ? ORDER BY sequence_number")
              .param(id)
              .query((row, _) ->
                  new Event(
                      row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                      row.getString("payload_type"),
                      JsonMapper.shared().readTree(row.getString("payload"))))
              .list();
      keys.add(new Key(id, events));
    }
    return keys;
  }

  /// Times at which something happened, a nanosecond before and after, and any others.
  private static List<Instant> times(List<Key> keys, Random dice) {
    var moments = new ArrayList<Instant>();
    keys.forEach(key -> moments.addAll(key.moments()));
    var sorted = new TreeSet<>(moments);
    var times = new TreeSet<Instant>();
    for (int i = 0; i < TIMES; i++) {
      times.add(moments.get(dice.nextInt(moments.size())).plusNanos(dice.nextInt(3) - 1));
    }
    times.add(sorted.first().minusNanos(1));
    times.add(sorted.first().plusNanos(dice.nextInt(400_000_000)));
    return List.copyOf(times);
  }

  private void assertAsOf(String project, Key key, Instant time, @Nullable JsonNode listed) {
    var answer = api.get(Api.key(project, key.id()) + "?asOf=" + time);
    var expected = key.at(time);
    assertThat(answer.status()).isEqualTo(expected.isPresent() ? 200 : 404);
    assertThat(answer.header("ETag")).isEmpty();
    if (expected.isPresent()) {
      assertThat(answer.json()).isEqualTo(listed);
      var shown = new TreeMap<String, String>();
      answer
          .json()
          .properties()
          .forEach(member -> shown.put(member.getKey(), member.getValue().asString("")));
      shown.keySet().removeAll(List.of("apiKeyId", "kind", "projectId"));
      assertThat(shown).as("%s at %s", key, time).isEqualTo(expected.get());
    }
  }

  private void assertExplained(String project, Key key, Instant time) {
    var answer = api.get(Api.key(project, key.id()) + "/explain?at=" + time);
    String status = key.statusAt(time);
    if (status.isEmpty()) {
      assertThat(answer.status()).isEqualTo(404);
      return;
    }
    var decision = answer.json();
    assertThat(answer.text("status")).as("%s at %s", key, time).isEqualTo(status);
    assertThat(decision.get("valid").asBoolean()).isEqualTo(status.equals("active"));
    Instant since = Instant.parse(answer.text("since"));
    assertThat(since).as("%s at %s", key, time).isEqualTo(key.since(time));
    assertThat(answer.text("decidedBy")).isEqualTo(status.equals("expired") ? "expiry" : "event");
    String type = decision.at("/event/type").asString();
    Instant decided = Instant.parse(decision.at("/event/time").asString());
    if (status.equals("expired")) {
      assertThat(key.events())
          .anyMatch(event ->
              event.setsExpiry()
                  && event.type().equals(type)
                  && event.time().equals(decided)
                  && since.equals(event.end()));
    } else {
      assertThat(decided).isEqualTo(since);
      assertThat(GIVEN).containsEntry(type, status);
    }
  }

  private void assertDifference(String project, List<Key> keys, Instant from, Instant to) {
    var expected = new TreeMap<String, List<String>>();
    for (Key key : keys) {
      if (!key.changes(from, to).isEmpty()) {
        expected.put(key.id(), key.changes(from, to));
      }
    }
    var shown = new TreeMap<String, List<String>>();
    for (JsonNode key : api.list(project, "/diff?limit=1000&from=" + from + "&to=" + to).json()) {
      var changes = new ArrayList<String>();
      for (JsonNode change : key.get("changes")) {
        changes.add(
            "%s %s %s %s %s %s"
                .formatted(
                    Instant.parse(change.get("since").asString()),
                    change.get("valid").asBoolean(),
                    change.get("status").asString(),
                    change.get("decidedBy").asString(),
                    change.at("/event/type").asString(),
                    Instant.parse(change.at("/event/time").asString())));
      }
      shown.put(key.get("apiKeyId").asString(), changes);
    }
    assertThat(shown).as("%s to %s", from, to).isEqualTo(expected);
  }
}
