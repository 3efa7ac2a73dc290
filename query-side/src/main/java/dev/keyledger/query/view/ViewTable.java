package dev.keyledger.query.view;

import java.util.List;
import java.util.Set;

/// A table of a view.
///
/// @param name its name, without the schema
/// @param order columns that put its rows into one certain order. The first tells people which row
///   it is, and is no secret
/// @param neededIndexes the indexes without which the view could not take events, or slowly; those
///   of constraints have the constraint's name. The others are only for questions
public record ViewTable(String name, List<String> order, Set<String> neededIndexes) {}
