package dev.keyledger.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures the ledger and its peers in turn, round by round, so that what else the machine does
/// falls on all of them.
///
/// @param what the names of the figures that a run yields
/// @param ledger a run of this ledger
/// @param peers runs of the others, by name; they may yield fewer figures
record Contest(List<String> what, Run ledger, Map<String, Run> peers) {
  private static final String LEDGER = "this ledger";

  /// One contestant's turn.
  interface Run {
    /// Measures, and returns a figure for each name.
    List<Double> measure() throws Exception;
  }

  /// Adds a row for every figure of everybody. The first round warms up and does not count.
  void hold(Server server, int rounds, Table table) throws Exception {
    var contestants = new LinkedHashMap<>(peers);
    contestants.put(LEDGER, ledger);
    var all = new LinkedHashMap<String, List<Series>>();
    for (int round = 0; round <= rounds; round++) {
      for (var contestant : contestants.entrySet()) {
        server.checkpoint();
        var figures = contestant.getValue().measure();
        report(round, contestant.getKey(), figures);
        if (round > 0) {
          note(figures, all.computeIfAbsent(contestant.getKey(), _ -> new ArrayList<>()));
        }
      }
    }
    enter(all, table);
  }

  private void report(int round, String who, List<Double> figures) {
    System.err.printf(
        "round %d, %s, %s: %s%n",
        round, what.getFirst(), who, String.join(" ", figures.stream().map(Series::text).toList()));
  }

  private static void note(List<Double> figures, List<Series> series) {
    while (series.size() < figures.size()) {
      series.add(new Series());
    }
    for (int i = 0; i < figures.size(); i++) {
      series.get(i).add(figures.get(i));
    }
  }

  private void enter(Map<String, List<Series>> all, Table table) {
    for (int i = 0; i < what.size(); i++) {
      var figure = new LinkedHashMap<String, Series>();
      for (var series : all.entrySet()) {
        if (i < series.getValue().size()) {
          figure.put(series.getKey(), series.getValue().get(i));
        }
      }
      var ours = figure.remove(LEDGER);
      if (ours != null) {
        table.add(what.get(i), ours, figure);
      }
    }
  }
}
