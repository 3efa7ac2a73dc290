package dev.keyledger.key;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// A whole API key, such as `TtgGcQFq.s3fzROFoop8uHG4pS2LYhoqn1rLb6oW6`: the only type that holds
/// one.
///
/// 41 characters: a [KeyPrefix], a dot, and a secret of 32 base62 digits. The secret's first 26
/// digits are random (155 bits). Its last 6 are the CRC-32 (IEEE 802.3) of the 35 characters before
/// them, in base62, so that a leak scanner can recognise a key offline. The checksum is advice for
/// scanners: [#parse] does not look at it.
///
/// It prints as stars and offers nothing to a serializer. [#reveal] is the one way to its text.
public final class PlaintextKey {
  private static final int LENGTH = 41;
  private static final int RANDOM_DIGITS = 26;
  private static final int CHECKSUM_DIGITS = 6;

  private final byte[] ascii;

  private PlaintextKey(byte[] ascii) {
    this.ascii = ascii;
  }

  /// A new key.
  ///
  /// @param source must be cryptographically strong, such as [java.security.SecureRandom]
  public static PlaintextKey mint(RandomGenerator source) {
    // At once: a strong source serves one caller at a time.
    var digits = Base62.random(source, KeyPrefix.LENGTH + RANDOM_DIGITS);
    var body = digits.substring(0, KeyPrefix.LENGTH) + '.' + digits.substring(KeyPrefix.LENGTH);
    return new PlaintextKey((body + checksum(body)).getBytes(StandardCharsets.US_ASCII));
  }

  /// The key that `presented` spells, or nothing when it does not have the shape of one.
  public static Optional<PlaintextKey> parse(String presented) {
    if (presented.length() != LENGTH) {
      return Optional.empty();
    }
    // A loop over a text asks at each character in which of two ways the text is kept.
    byte[] text = presented.getBytes(StandardCharsets.ISO_8859_1);
    boolean shaped =
        text[KeyPrefix.LENGTH] == '.'
            && Base62.areDigits(text, 0, KeyPrefix.LENGTH)
            && Base62.areDigits(text, KeyPrefix.LENGTH + 1, LENGTH);
    return shaped ? Optional.of(new PlaintextKey(text)) : Optional.empty();
  }

  /// The part before the dot.
  public KeyPrefix prefix() {
    return new KeyPrefix(new String(ascii, 0, KeyPrefix.LENGTH, StandardCharsets.US_ASCII));
  }

  /// What is stored of the key.
  public KeyDigest digest() {
    return new KeyDigest(KeyDigest.SHA_256, sha256().hex());
  }

  /// SHA-256 over the whole key.
  public Sha256 sha256() {
    return Sha256.of(ascii);
  }

  /// The key's text. Whoever calls this is handing the key to the person who asked for it.
  public String reveal() {
    return new String(ascii, StandardCharsets.US_ASCII);
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Base62.encode(crc.getValue(), CHECKSUM_DIGITS);
  }

  @Override
  public String toString() {
    return "********";
  }
}
