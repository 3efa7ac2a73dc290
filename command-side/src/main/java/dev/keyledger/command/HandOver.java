package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;

/// A way to give a key that was minted at the first start to whoever needs it.
interface HandOver {
  /// Makes sure that a key can be given, before there is one to lose.
  ///
  /// @throws StartFailure when it could not be
  void prepare();

  /// Gives the key.
  ///
  /// @throws StartFailure when that fails: the key is lost then
  void give(PlaintextKey key);

  /// Undoes [#prepare]: there is no key to give after all.
  ///
  /// @throws IOException when that fails
  void abandon() throws IOException;
}
