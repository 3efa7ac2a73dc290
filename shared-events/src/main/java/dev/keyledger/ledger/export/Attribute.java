package dev.keyledger.ledger.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The members of a line: CloudEvents' own, and from `eventid` on the extension attributes that
/// make it provable. Those are texts (CloudEvents 1.0, section 3), so that every receiver keeps
/// them.
enum Attribute {
  SPECVERSION,
  ID,
  SOURCE,
  TYPE,
  SUBJECT,
  TIME,
  DATACONTENTTYPE,
  DATA,
  EVENTID,
  AGGREGATETYPE,
  SEQUENCENUMBER,
  PAYLOADREVISION,
  PAYLOAD,
  METADATA,
  LEAFHASH;

  /// CloudEvents' version.
  static final String VERSION = "1.0";

  /// The type of `data`.
  static final String JSON = "application/json";

  private static final Map<String, Attribute> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Attribute::word, Function.identity()));

  private final String word = name().toLowerCase(Locale.ROOT);

  static Optional<Attribute> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  String word() {
    return word;
  }
}
