package dev.keyledger.story;

import java.util.List;
import java.util.regex.Pattern;

/// A query in Prometheus' language that somebody relies on.
///
/// @param place where it stands, for people
/// @param text the query
record Query(String place, String text) {
  private static final Pattern LABELS = Pattern.compile("\\{[^}]*}");
  private static final Pattern NAMES_OF_LABELS =
      Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right) ?\\([^)]*\\)");
  private static final Pattern NO_METRIC =
      Pattern.compile("\"[^\"]*\"|'[^']*'|\\[[^]]*]|\\b(and|or|unless|offset|bool)\\b|\\b\\d\\w*");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_][\\w:]*\\b(?! *\\()");
  private static final Pattern SELECTOR =
      Pattern.compile("[a-zA-Z_][\\w:]*(\\{[^}]*}|(?<=:\\w{1,40}))");

  /// The names of the metrics that it asks for.
  List<String> metrics() {
    String names = LABELS.matcher(text).replaceAll(" ");
    names = NAMES_OF_LABELS.matcher(names).replaceAll(" ");
    names = NO_METRIC.matcher(names).replaceAll(" ");
    return METRIC.matcher(names).results().map(name -> name.group()).distinct().toList();
  }

  /// What it picks, before anything is made of that: metrics with labels, and recorded ones.
  List<Query> selections() {
    return SELECTOR
        .matcher(text)
        .results()
        .map(selector -> new Query(place, selector.group()))
        .distinct()
        .toList();
  }

  /// The query as Grafana sends it, with all nodes chosen.
  Query withAllNodes() {
    return new Query(
        place,
        text.replace("$job", "keyledger.*")
            .replace("$instance", ".*")
            .replace("$__rate_interval", "1m"));
  }

  @Override
  public String toString() {
    return place + ": " + text;
  }
}
