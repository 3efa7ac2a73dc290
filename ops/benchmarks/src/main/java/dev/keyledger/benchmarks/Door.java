package dev.keyledger.benchmarks;

/// A front door of the service.
///
/// @param name as `verify.lua` knows it
/// @param answer what it answers for a good key, to be answered by a peer that does nothing for it
/// @param headers the headers that it adds, as nginx is told them
record Door(String name, String answer, String headers) {}
