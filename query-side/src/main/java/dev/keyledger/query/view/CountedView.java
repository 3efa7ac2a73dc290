package dev.keyledger.query.view;

/// What the service keeps beside the ledger, and cannot make again from it.
///
/// @param name its name, which is the name of its schema too
/// @param reason why it cannot be made again, in a sentence for people
public record CountedView(String name, String reason) {}
