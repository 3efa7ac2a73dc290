package dev.keyledger.ledger.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// An Ed25519 private key that signs checkpoints.
///
/// It prints as stars and offers nothing to a serializer. [#pem] is the one way to its private
/// part.
public final class NoteSigner {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final VerifierKey verifierKey;

  private NoteSigner(String name, KeyPair pair) throws GeneralSecurityException {
    this.key = pair.getPrivate();
    this.verifierKey = new VerifierKey(name, pair.getPublic());
  }

  /// A new key.
  ///
  /// @param name names whoever holds the key, here the log: best its origin, which looks like
  ///   `example.com/log`
  /// @throws IllegalArgumentException when `name` is empty or has a Unicode space or a `+`
  public static NoteSigner generate(String name) {
    try {
      return new NoteSigner(name, Ed25519.pair(new SecureRandom()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 provides Ed25519", e);
    }
  }

  /// The key that was stored.
  ///
  /// @param pem an unencrypted key in PKCS#8, as `openssl genpkey -algorithm ed25519` writes it
  /// @throws IllegalArgumentException when `pem` is none, or `name` is not one; the message repeats
  ///   nothing of `pem`
  public static NoteSigner parse(String name, String pem) {
    try {
      return new NoteSigner(name, Ed25519.pair(pkcs8(pem.strip())));
    } catch (GeneralSecurityException _) {
      throw noKey(); // without the cause, which may quote the key
    }
  }

  private static byte[] pkcs8(String pem) {
    var afterBegin = pem.startsWith(BEGIN) ? pem.substring(BEGIN.length()) : "";
    if (!afterBegin.endsWith(END)) {
      throw noKey();
    }
    var base64 = afterBegin.substring(0, afterBegin.length() - END.length());
    return NoteSyntax.bytes(base64.replaceAll("\\s", "")).orElseThrow(NoteSigner::noKey);
  }

  private static IllegalArgumentException noKey() {
    return new IllegalArgumentException(
        "a signing key is what `openssl genpkey -algorithm ed25519` writes: %s, base64, %s"
            .formatted(BEGIN, END));
  }

  /// The private key, to be stored where nobody else reads it: PKCS#8 in PEM (RFC 7468).
  public String pem() {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    return BEGIN + "\n" + base64 + "\n" + END + "\n";
  }

  /// The public key, which verifies what this signs.
  public VerifierKey verifierKey() {
    return verifierKey;
  }

  /// The checkpoint with this key's signature, the same each time (RFC 8032).
  ///
  /// Never sign two checkpoints of one origin that are not consistent: that is the one lie which a
  /// log is caught at.
  public SignedNote sign(Checkpoint checkpoint) {
    return sign(checkpoint.text());
  }

  SignedNote sign(String text) {
    var signature = NoteSyntax.base64(signature(text.getBytes(StandardCharsets.UTF_8)));
    var line = new NoteSignature(verifierKey.name(), verifierKey.keyId(), signature);
    return new SignedNote(text, List.of(line));
  }

  private byte[] signature(byte[] message) {
    try {
      return Ed25519.sign(message, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key of the JDK's own signs with the JDK's own code", e);
    }
  }

  @Override
  public String toString() {
    return "********";
  }
}
