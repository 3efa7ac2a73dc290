package dev.keyledger.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The compose file that is shipped, `ops/deploy/compose.yaml`.
final class ComposeFile {
  /// Its directory, from which its paths lead.
  static final Path DIRECTORY = Path.of("..", "deploy");

  /// Where a container finds its secrets.
  static final String SECRETS = "/run/secrets/";

  private final JsonNode content;

  private ComposeFile(JsonNode content) {
    this.content = content;
  }

  static ComposeFile read() throws IOException {
    try (var file = Files.newBufferedReader(DIRECTORY.resolve("compose.yaml"))) {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      return new ComposeFile(JsonMapper.shared().valueToTree(yaml));
    }
  }

  Set<String> services() {
    return new TreeSet<>(content.required("services").propertyNames());
  }

  JsonNode service(String name) {
    return content.required("services").required(name);
  }

  /// The environment variables of a service.
  Map<String, String> environment(String service) {
    var variables = new TreeMap<String, String>();
    service(service)
        .path("environment")
        .forEachEntry((name, value) -> variables.put(name, value.asString()));
    return variables;
  }

  /// The secrets of a service: the name of the file in its container, and the name of the secret.
  Map<String, String> secrets(String service) {
    var files = new TreeMap<String, String>();
    for (JsonNode secret : service(service).path("secrets")) {
      String source = secret.isString() ? secret.asString() : secret.required("source").asString();
      files.put(secret.path("target").asString(source), source);
    }
    return files;
  }

  /// A part beside the services, such as `secrets`.
  JsonNode part(String name) {
    return content.required(name);
  }
}
