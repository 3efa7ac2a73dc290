package dev.keyledger.story;

import java.util.Set;
import java.util.TreeSet;

/// What is said of a metric.
///
/// @param type `counter`, `gauge`, `histogram`, `summary`
/// @param labels the names of all labels that its series have
record Metric(String type, Set<String> labels) {

  Metric with(Metric same) {
    var all = new TreeSet<>(labels);
    all.addAll(same.labels);
    return new Metric(type, all);
  }
}
