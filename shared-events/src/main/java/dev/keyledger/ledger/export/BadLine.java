package dev.keyledger.ledger.export;

/// What is wrong with a line, and in which of its members.
final class BadLine extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;

  BadLine(String field, String defect) {
    super(defect);
    this.field = field;
  }

  BadLine(Attribute attribute, String defect) {
    this(attribute.word(), defect);
  }

  String field() {
    return field;
  }
}
