package dev.keyledger.ledger.export;

import dev.keyledger.ledger.proof.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some lines of an export that follow each other, each of which agrees with itself.
///
/// @param first the position of the first of them; 0 when there is none
/// @param leaves their leaves
/// @param defect what is wrong with the line after them; absent when nothing is
record CheckedBlock(long first, List<Hash> leaves, @Nullable BadLine defect) {

  /// Checks whole lines. Empty ones are what keeps a stream awake, and pass.
  ///
  /// @param source what every line must name as its source
  static CheckedBlock of(byte[] lines, String source) {
    var leaves = new ArrayList<Hash>();
    long first = 0;
    var text = new String(lines, StandardCharsets.ISO_8859_1);
    boolean plain = LineReader.arePlain(text);
    try {
      for (Place place : places(text)) {
        var received = LineReader.read(lines, place, plain);
        var line = received.line();
        first = leaves.isEmpty() ? line.leaf().position() : first;
        requirePosition(line, first + leaves.size());
        requireSource(line, source);
        received.requireSound();
        leaves.add(line.leafHash());
      }
      return new CheckedBlock(first, leaves, null);
    } catch (BadLine defect) {
      return new CheckedBlock(first, leaves, defect);
    }
  }

  /// @param lines with a character for each byte: they are searched faster than bytes are
  private static List<Place> places(String lines) {
    var places = new ArrayList<Place>();
    for (int from = 0; from < lines.length(); ) {
      int feed = lines.indexOf('\n', from);
      int to = feed < 0 ? lines.length() : feed;
      if (to > from) {
        places.add(new Place(from, to));
      }
      from = to + 1;
    }
    return places;
  }

  private static void requireSource(AuditLine line, String source) throws BadLine {
    if (!line.source().equals(source)) {
      throw new BadLine(Attribute.SOURCE, "is not the origin of the checkpoint, " + source);
    }
  }

  private static void requirePosition(AuditLine line, long position) throws BadLine {
    if (line.leaf().position() != position) {
      throw new BadLine(Attribute.ID, "is " + line.leaf().position() + " here");
    }
  }
}
