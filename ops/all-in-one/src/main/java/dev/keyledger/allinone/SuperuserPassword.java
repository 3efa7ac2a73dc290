package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The password of the cluster's superuser, kept in a file that only its owner may read.
///
/// It prints as stars. [#reveal] is the one way to its text.
final class SuperuserPassword {
  private static final int BYTES = 32;

  private final String text;

  private SuperuserPassword(String text) {
    this.text = text;
  }

  /// A new password, on disk when this returns. One that was there before is replaced.
  static SuperuserPassword create(Path file, RandomGenerator source) throws IOException {
    var bytes = new byte[BYTES];
    source.nextBytes(bytes);
    var password = new SuperuserPassword(HexFormat.of().formatHex(bytes));
    // A temporary file is its owner's alone from the start; one made by name would be so only
    // later.
    var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "password-", "");
    Files.writeString(draft, password.text, StandardOpenOption.SYNC);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  static SuperuserPassword read(Path file) throws IOException {
    return new SuperuserPassword(Files.readString(file).strip());
  }

  /// The password's text, for whoever logs in with it.
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "********";
  }
}
