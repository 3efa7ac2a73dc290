package dev.keyledger.story;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who looks at a metric, itself or by what is recorded of it.
final class Onlookers {
  private static final Pattern PART_OF_A_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

  private Onlookers() {}

  /// Panels by their numbers, and alerts, such as `Service 1;
  /// [KeyledgerDown](runbook.md#keyledgerdown)`. A dash is nobody.
  static String of(String metric) {
    var onlookers = new ArrayList<String>();
    for (Dashboard dashboard : Dashboard.all()) {
      String panels =
          dashboard.panels().stream()
              .filter(panel -> panel.queries().stream().anyMatch(query -> looks(query, metric)))
              .map(panel -> Integer.toString(panel.id()))
              .collect(Collectors.joining(", "));
      if (!panels.isEmpty()) {
        onlookers.add(dashboard.name() + " " + panels);
      }
    }
    Rules.alerts().stream()
        .map(Rules::query)
        .filter(alert -> looks(alert, metric))
        .map(Query::place)
        .distinct()
        .map(name -> "[%s](runbook.md#%s)".formatted(name, name.toLowerCase(Locale.ROOT)))
        .forEach(onlookers::add);
    return onlookers.isEmpty() ? "–" : String.join("; ", onlookers);
  }

  private static boolean looks(Query query, String metric) {
    return query.metrics().stream().flatMap(Onlookers::measured).anyMatch(metric::equals);
  }

  /// The metrics behind a name in a query.
  static Stream<String> measured(String name) {
    return name.contains(":")
        ? Rules.recordings().stream()
            .map(Rules::query)
            .filter(recording -> recording.place().equals(name))
            .flatMap(recording -> recording.metrics().stream())
            .flatMap(Onlookers::measured)
        : Stream.of(PART_OF_A_HISTOGRAM.matcher(name).replaceFirst(""));
  }
}
