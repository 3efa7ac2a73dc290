package dev.keyledger.ledger.reader;

/// How many nodes may be answering from what they hold in memory.
///
/// @param live those whose lease runs
/// @param stale those whose lease has run out, and which may be answering all the same
public record Verifiers(int live, int stale) {}
