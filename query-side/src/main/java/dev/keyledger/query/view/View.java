package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerEntry;
import java.util.List;

/// What is derived from the ledger's events and from nothing else: the same events always make the
/// same rows, so a view can be thrown away and made again.
public interface View {
  /// Its name, which is the name of its schema too.
  String name();

  /// All of its tables.
  List<ViewTable> tables();

  /// Takes events, in their order, with as few statements as possible. An event that is in the view
  /// already, or older, changes nothing.
  ///
  /// @param events at least one
  /// @param schema where the view's tables are
  /// @throws RuntimeException when an event cannot be read, or PostgreSQL not be asked: then
  ///   nothing of it may stay
  void apply(List<LedgerEntry> events, ViewSchema schema);
}
