package dev.keyledger.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What Prometheus computes by itself: the rules that are shipped.
final class Rules {
  static final Path DIRECTORY = Path.of("..", "prometheus");

  private static final List<JsonNode> ALERTS = rules("alert-rules.yml");
  private static final List<JsonNode> RECORDINGS = rules("recording-rules.yml");

  private Rules() {}

  static List<JsonNode> alerts() {
    return ALERTS;
  }

  static List<JsonNode> recordings() {
    return RECORDINGS;
  }

  /// The tests of the alerts: what they expect at what time.
  static List<JsonNode> expectations() {
    return read("alert-rules-test.yml")
        .required("tests")
        .valueStream()
        .flatMap(test -> test.required("alert_rule_test").valueStream())
        .toList();
  }

  /// What a rule looks at.
  static Query query(JsonNode rule) {
    String name = rule.has("alert") ? "alert" : "record";
    return new Query(rule.required(name).asString(), rule.required("expr").asString());
  }

  private static List<JsonNode> rules(String file) {
    return read(file)
        .required("groups")
        .valueStream()
        .flatMap(group -> group.required("rules").valueStream())
        .toList();
  }

  private static JsonNode read(String file) {
    try (var reader = Files.newBufferedReader(DIRECTORY.resolve(file))) {
      return JsonMapper.shared().valueToTree(new Yaml().load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
