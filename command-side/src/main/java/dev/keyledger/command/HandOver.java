package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.io.IOException;

/// A way to give the first partner key to the person who started the service.
interface HandOver {
  /// Makes sure that a key can be given, before there is one to lose.
  ///
  /// @throws HandOverFailure when it could not be
  void prepare();

  /// Gives the key.
  ///
  /// @throws HandOverFailure when that fails: the key is lost then
  void give(PlaintextKey key);

  /// Undoes [#prepare]: there is no key to give after all.
  ///
  /// @throws IOException when that fails
  void abandon() throws IOException;
}
