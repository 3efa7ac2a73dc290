package dev.keyledger.story;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a node shows to Prometheus, in its text format.
///
/// @param text all of it
record Scrape(String text) {
  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");

  /// The label that a histogram's buckets have, and nobody thinks of.
  private static final String BOUND = "le";

  static Scrape of(Node node) {
    var management = new Api("http://127.0.0.1:" + node.managementPort(), node.partnerKey());
    return new Scrape(management.get("/actuator/prometheus").text());
  }

  /// The families by name, as they announce themselves.
  Map<String, Metric> families() {
    var families = new TreeMap<String, Metric>();
    String name = "";
    String type = "";
    for (String line : text.lines().toList()) {
      var announced = TYPE.matcher(line);
      if (announced.matches()) {
        name = announced.group(1);
        type = announced.group(2);
      } else if (!line.startsWith("#")) {
        var labels = new TreeSet<>(labels(line).keySet());
        labels.remove(BOUND);
        families.merge(name, new Metric(type, labels), Metric::with);
      }
    }
    return families;
  }

  /// All lines that are a value.
  List<String> series() {
    return text.lines().filter(line -> !line.startsWith("#")).toList();
  }

  /// The values of all labels.
  Set<String> labelValues() {
    return series().stream()
        .flatMap(line -> labels(line).values().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The value of the series whose name and labels are these; 0 where there is none yet.
  ///
  /// @param labels in any order, each as `name=value`
  double value(String name, String... labels) {
    var wanted =
        Stream.of(labels)
            .map(label -> label.split("=", 2))
            .collect(Collectors.toMap(label -> label[0], label -> label[1]));
    return series().stream()
        .map(SERIES::matcher)
        .filter(line -> line.matches() && line.group(1).equals(name))
        .filter(line -> labels(line.group()).equals(wanted))
        .mapToDouble(line -> Double.parseDouble(line.group(3)))
        .sum();
  }

  private static Map<String, String> labels(String line) {
    return LABEL
        .matcher(line)
        .results()
        .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
  }
}
