package dev.keyledger.story;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A dashboard that is shipped.
///
/// @param json what Grafana reads
record Dashboard(JsonNode json) {
  private static final Path DIRECTORY = Path.of("..", "grafana", "dashboards");

  private static final List<Dashboard> ALL =
      Stream.of("service", "keys", "ledger").map(Dashboard::of).toList();

  /// All three.
  static List<Dashboard> all() {
    return ALL;
  }

  private static Dashboard of(String name) {
    Path file = DIRECTORY.resolve("keyledger-" + name + ".json");
    return new Dashboard(JsonMapper.shared().readTree(file));
  }

  /// Its name in addresses.
  String uid() {
    return json.required("uid").asString();
  }

  /// Its name among the three, such as `Service`.
  String name() {
    return json.required("title").asString().replace("Keyledger: ", "");
  }

  /// Rows, panels and stats, in the order in which they are seen.
  List<JsonNode> elements() {
    return json.required("panels").valueStream().toList();
  }

  /// What shows something: everything but the rows.
  List<Panel> panels() {
    return elements().stream()
        .filter(element -> !element.required("type").asString().equals("row"))
        .map(element -> new Panel(this, element))
        .toList();
  }

  /// Every query: those of the panels, of the marks in them, and of the lists to choose from.
  List<Query> queries() {
    var marks =
        json.at("/annotations/list")
            .valueStream()
            .map(mark -> new Query(uid() + ", annotations", mark.required("expr").asString()));
    var lists =
        json.at("/templating/list")
            .valueStream()
            .map(variable -> variable.required("query").asString())
            .filter(query -> query.startsWith("label_values("))
            .map(query -> query.replaceAll("label_values\\((.*), \\w+\\)", "$1"))
            .map(query -> new Query(uid() + ", variables", query));
    var panels = panels().stream().map(Panel::queries).flatMap(List::stream);
    return Stream.of(marks, lists, panels).flatMap(queries -> queries).toList();
  }

  @Override
  public String toString() {
    return uid();
  }

  /// One panel of it.
  ///
  /// @param dashboard where it is
  /// @param json what Grafana reads
  record Panel(Dashboard dashboard, JsonNode json) {
    int id() {
      return json.required("id").asInt();
    }

    List<Query> queries() {
      return json.required("targets")
          .valueStream()
          .map(target -> new Query(toString(), target.required("expr").asString()))
          .toList();
    }

    /// Where it sends whoever wants to know what to do.
    List<String> links() {
      return json.path("links").valueStream().map(link -> link.required("url").asString()).toList();
    }

    @Override
    public String toString() {
      return "%s, panel %d (%s)".formatted(dashboard, id(), json.required("title").asString());
    }
  }
}
