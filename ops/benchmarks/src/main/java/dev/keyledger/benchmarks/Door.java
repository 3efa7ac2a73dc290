package dev.keyledger.benchmarks;

import java.util.Map;

/// A front door of the service.
///
/// @param name as `verify.lua` knows it
/// @param answer what it answers for a good key, to be answered by a peer that does nothing for it
/// @param headers the headers that it adds
record Door(String name, String answer, Map<String, String> headers) {

  /// One that no peer answers for.
  Door(String name) {
    this(name, "", Map.of());
  }
}
