package dev.keyledger.ledger.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// An Ed25519 public key that verifies signed notes. Its text is a [C2SP verifier
/// key](https://c2sp.org/signed-note), such as
/// `example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k`.
public final class VerifierKey {
  /// The specification's number for Ed25519 signatures of a note's text.
  private static final byte ED25519 = 1;

  private final String name;
  private final int keyId;
  private final PublicKey key;

  VerifierKey(String name, PublicKey key) throws GeneralSecurityException {
    this.name = NoteSyntax.name(name);
    this.key = key;
    this.keyId = keyId(name, typed(key));
  }

  /// The key that `vkey` spells: `name+id+key`, the id in hexadecimal, the key in base64.
  ///
  /// @throws IllegalArgumentException when it spells none, or when the id is not that of the key
  public static VerifierKey parse(String vkey) {
    var parts = List.of(vkey.split("\\+", 3)); // base64 has + too
    if (parts.size() != 3) {
      throw new IllegalArgumentException(
          "a verifier key is a name, an id and a key, with + between");
    }
    var key = of(parts.get(0), parts.get(2));
    if (!key.hexId().equals(parts.get(1))) {
      throw new IllegalArgumentException(
          "a verifier key's id is 8 hexadecimal digits, from SHA-256 over its name and key");
    }
    return key;
  }

  private static VerifierKey of(String name, String base64) {
    try {
      return new VerifierKey(name, Ed25519.publicKey(untyped(base64)));
    } catch (GeneralSecurityException _) {
      throw new IllegalArgumentException("a verifier key is a point of Ed25519's curve");
    }
  }

  private static byte[] untyped(String base64) {
    return NoteSyntax.bytes(base64)
        .filter(typed -> typed.length == 1 + Ed25519.KEY_BYTES && typed[0] == ED25519)
        .map(typed -> Arrays.copyOfRange(typed, 1, typed.length))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a verifier key ends in base64 of a one byte and the 32 bytes of an Ed25519 key"));
  }

  private static byte[] typed(PublicKey key) {
    var typed = ByteBuffer.allocate(1 + Ed25519.KEY_BYTES);
    return typed.put(ED25519).put(Ed25519.bytes(key)).array();
  }

  private static int keyId(String name, byte[] typed) throws GeneralSecurityException {
    var sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(sha256.digest(typed)).getInt();
  }

  /// Names whoever holds the private key.
  public String name() {
    return name;
  }

  /// Tells keys of one name apart: the first four bytes of SHA-256 over name and key.
  public int keyId() {
    return keyId;
  }

  /// Whether `note` is signed with this key. What other keys signed is ignored; a second signature
  /// with this key must be good, too.
  public boolean verifies(SignedNote note) {
    var own = note.signatures().stream().filter(this::isNamedBy).toList();
    return !own.isEmpty() && own.stream().allMatch(signature -> isGood(signature, note.text()));
  }

  private boolean isNamedBy(NoteSignature signature) {
    return signature.keyId() == keyId && signature.name().equals(name);
  }

  private boolean isGood(NoteSignature signature, String text) {
    try {
      return Ed25519.verifies(text.getBytes(StandardCharsets.UTF_8), signature.bytes(), key);
    } catch (GeneralSecurityException _) {
      return false; // how the JDK answers to what cannot be a signature, such as a wrong length
    }
  }

  private String hexId() {
    return HexFormat.of().toHexDigits(keyId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /// The verifier key as text.
  @Override
  public String toString() {
    return name + "+" + hexId() + "+" + NoteSyntax.base64(typed(key));
  }
}
