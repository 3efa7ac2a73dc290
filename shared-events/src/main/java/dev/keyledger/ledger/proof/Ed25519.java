package dev.keyledger.ledger.proof;

import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// The signature scheme (RFC 8032), as the JDK provides it.
final class Ed25519 {
  private static final String NAME = "Ed25519";
  static final int KEY_BYTES = 32;

  /// What precedes the 32 bytes of a public key in its X.509 form (RFC 8410, section 4).
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /// A key pair made of 32 bytes of `source`, which become the private key.
  static KeyPair pair(SecureRandom source) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(NAME);
    generator.initialize(NamedParameterSpec.ED25519, source);
    return generator.generateKeyPair();
  }

  /// The key pair of a private key in PKCS#8.
  ///
  /// The JDK derives a public key only while it generates a pair, and then from the first 32 bytes
  /// of its randomness (RFC 8032, section 5.1.5). So the private key is handed to it as that.
  static KeyPair pair(byte[] pkcs8) throws GeneralSecurityException {
    byte[] seed =
        seed(KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    var pair = pair(new Replay(seed));
    if (!Arrays.equals(seed(pair.getPrivate()), seed)) {
      throw new IllegalStateException("this JDK makes Ed25519 keys in another way than expected");
    }
    return pair;
  }

  private static byte[] seed(PrivateKey key) {
    return ((EdECPrivateKey) key).getBytes().orElseThrow();
  }

  /// The public key of 32 bytes, which must be a point of the curve.
  static PublicKey publicKey(byte[] bytes) throws GeneralSecurityException {
    byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + bytes.length);
    System.arraycopy(bytes, 0, x509, X509_PREFIX.length, bytes.length);
    var key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(x509));
    Signature.getInstance(NAME).initVerify(key); // the point is looked at only here
    return key;
  }

  static byte[] bytes(PublicKey key) {
    byte[] x509 = key.getEncoded();
    return Arrays.copyOfRange(x509, x509.length - KEY_BYTES, x509.length);
  }

  static byte[] sign(byte[] message, PrivateKey key) throws GeneralSecurityException {
    var signature = Signature.getInstance(NAME);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  static boolean verifies(byte[] message, byte[] signed, PublicKey key)
      throws GeneralSecurityException {
    var signature = Signature.getInstance(NAME);
    signature.initVerify(key);
    signature.update(message);
    return signature.verify(signed);
  }

  /// "Randomness" that is known.
  private static final class Replay extends SecureRandom {
    @Serial private static final long serialVersionUID = 1;

    private final transient byte[] seed;

    private Replay(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
