package dev.keyledger.events;

/// An operator accepted that the ledger does not extend a head which was signed of it: after a
/// restored backup, for instance. Signed history never forks silently.
///
/// @param abandonedSize how many events that head had
/// @param abandonedRoot its root, in lower-case hexadecimal
/// @param doubt what was found
/// @param reason what the operator wrote
public record HistoryAccepted(
    Long abandonedSize, String abandonedRoot, String doubt, String reason) {}
