package dev.keyledger.ledger.export;

/// An export is not, or not to its end, what was signed. The message says where.
public final class NotProven extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param defect what is not proven, and where
  public NotProven(String defect) {
    super(defect);
  }
}
