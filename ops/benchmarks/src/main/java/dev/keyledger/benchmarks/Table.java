package dev.keyledger.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The rows of what was measured, in Markdown.
final class Table {
  private static final String HEADER =
      """
      | what | who | median | min – max | this ledger ÷ it |
      | --- | --- | ---: | ---: | ---: |
      """;

  private static final String ROW = "| %s | %s | %s | %s | %s |\n";

  private final List<String> rows = new ArrayList<>();

  /// Adds a row for the ledger, and one for each peer.
  void add(String what, Series ledger, Map<String, Series> peers) {
    rows.add(row(what, "**this ledger**", ledger, ""));
    peers.forEach((name, peer) ->
        rows.add(row(what, name, peer, Series.text(ledger.median() / peer.median()))));
  }

  /// Adds a row that says why there is nothing in it.
  void skip(String what, String who, String why) {
    rows.add(ROW.formatted(what, who, "skipped: " + why, "", ""));
  }

  private static String row(String what, String who, Series figures, String ratio) {
    return ROW.formatted(what, who, Series.text(figures.median()), figures.spread(), ratio);
  }

  @Override
  public String toString() {
    return HEADER + String.join("", rows);
  }
}
