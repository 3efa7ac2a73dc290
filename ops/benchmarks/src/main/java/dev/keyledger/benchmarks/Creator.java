package dev.keyledger.benchmarks;

import java.sql.SQLException;

/// Somebody who can store that a key was created.
interface Creator extends AutoCloseable {
  /// Creates one key; on disk when this returns.
  ///
  /// @return its id
  String create() throws SQLException;

  /// How many keys are stored.
  long stored() throws SQLException;

  @Override
  void close();
}
