package dev.keyledger.benchmarks;

/// Measures one kind of thing, for the ledger and for its peers in turn.
interface Section {
  /// What `--only` calls it.
  String name();

  /// Adds its rows to the table.
  void measure(Server server, Options options, Table table) throws Exception;
}
