package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class NoteSignerTest {
  /// Made with `openssl genpkey -algorithm ed25519` for this test; it guards nothing.
  private static final String OPENSSL =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIPin60A7qJ61hkMW+u0HYTwRwbOIkJpFdKbqByL/+sDL
      -----END PRIVATE KEY-----
      """;

  private static final String EXPECTED =
      "a signing key is what `openssl genpkey -algorithm ed25519` writes:"
          + " -----BEGIN PRIVATE KEY-----, base64, -----END PRIVATE KEY-----";

  private static final Checkpoint CHECKPOINT =
      Checkpoint.parse("example.com/log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n");

  /// Public key (`openssl pkey -pubout`) and signature (`openssl pkeyutl -sign -rawin`) are
  /// OpenSSL's, too.
  @Test
  void aKeyOfOpensslsSignsAsOpensslDoes() {
    var signer = NoteSigner.parse("example.com/log", OPENSSL);

    assertThat(signer.verifierKey())
        .hasToString("example.com/log+b60b763c+AZ+Yv3yHzrkYp8WqmFdmknPEeO42xJevS8ic9/TO/oV/");
    assertThat(signer.sign(CHECKPOINT).encode())
        .isEqualTo(
            """
            example.com/log
            8
            XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

            — example.com/log tgt2PCazr4SimVxv4wZEioQBNLA6j0RAPWg03QOWhKJNaxaKYOZCbf16N+VQ8empjCdypxAuj9y6c8CN2OHent+Arg4=
            """);
    assertThat(signer.verifierKey().verifies(signer.sign(CHECKPOINT))).isTrue();
    assertThat(signer.pem()).isEqualTo(OPENSSL);
  }

  @Test
  void petersKeySignsAsPeterDid() {
    var signer = NoteSigner.parse("PeterNeumann", Peter.PEM);

    assertThat(signer.verifierKey()).hasToString(Peter.VKEY);
    assertThat(signer.sign(Peter.TEXT).encode()).isEqualTo(Peter.NOTE);
  }

  @RepeatedTest(20)
  void aNewKeySignsAndIsReadBackAsItself() {
    var signer = NoteSigner.generate("example.com/log");
    var same = NoteSigner.parse("example.com/log", signer.pem());
    var note = signer.sign(CHECKPOINT);

    assertThat(Checkpoint.parse(note.text())).isEqualTo(CHECKPOINT);
    assertThat(same.verifierKey()).isEqualTo(signer.verifierKey());
    assertThat(same.pem()).isEqualTo(signer.pem());
    assertThat(same.sign(CHECKPOINT)).isEqualTo(note);
    assertThat(VerifierKey.parse(signer.verifierKey().toString()).verifies(note)).isTrue();
    assertThat(NoteSigner.generate("example.com/log").verifierKey().verifies(note)).isFalse();
  }

  @Test
  void aKeyOfAnotherNameIsAnotherKey() {
    var one = NoteSigner.parse("one", OPENSSL);
    var two = NoteSigner.parse("two", OPENSSL);

    assertThat(one.verifierKey()).isNotEqualTo(two.verifierKey());
    assertThat(two.verifierKey().verifies(one.sign(CHECKPOINT))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\n\n", " \n", "\n "})
  void lineEndsAndSpacesAroundDoNotMatter(String newline) {
    var signer = NoteSigner.parse("a", OPENSSL.replace("\n", newline).stripTrailing());

    assertThat(signer.pem()).isEqualTo(OPENSSL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----END PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
      })
  void otherTextIsNoKeyAndIsNotRepeated(String pem) {
    assertRefused(pem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENCRYPTED PRIVATE KEY", "PUBLIC KEY", "EC PRIVATE KEY", "private key"})
  void anotherKindOfPemIsNoKeyAndIsNotRepeated(String kind) {
    assertRefused(OPENSSL.replace("PRIVATE KEY", kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "c2VjcmV0",
        // the key above: a byte too short, a byte too long, in base64url
        "MC4CAQAwBQYDK2VwBCIEIPin60A7qJ61hkMW+u0HYTwRwbOIkJpFdKbqByL/+sA=",
        "MC4CAQAwBQYDK2VwBCIEIPin60A7qJ61hkMW+u0HYTwRwbOIkJpFdKbqByL/+sDLAA==",
        "MC4CAQAwBQYDK2VwBCIEIPin60A7qJ61hkMW-u0HYTwRwbOIkJpFdKbqByL_-sDL",
        // well-formed, with a key of 31 bytes
        "MC0CAQAwBQYDK2VwBCEEH/in60A7qJ61hkMW+u0HYTwRwbOIkJpFdKbqByL/+sA=",
        // X25519, Ed448, a public key
        "MC4CAQAwBQYDK2VuBCIEIEDOSLhIWkjTC1rHOwJs8LopF6M6e6GqPl/w0978wKV2",
        "MEcCAQAwBQYDK2VxBDsEOa5XXAUg1E4aPvfOum4IIX6Yv/FO3HJK0X734NWWVFGZ"
            + "NBmHIKAPT64MKz2eCBokFtABcf5y3T+TFw==",
        "MCowBQYDK2VwAyEAn5i/fIfOuRinxaqYV2aSc8R47jbEl69LyJz39M7+hX8="
      })
  void anotherKeyIsNoKeyAndIsNotRepeated(String base64) {
    assertRefused("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }

  private static void assertRefused(String pem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoteSigner.parse("a", pem))
        .withMessage(EXPECTED)
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a+b", "a\u00a0b", "a\n"})
  void aKeyNeedsAName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoteSigner.generate(name))
        .withMessage("a key's name is at least one character, no space or +");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoteSigner.parse(name, OPENSSL))
        .withMessage("a key's name is at least one character, no space or +");
  }

  @Test
  void aKeyPrintsAsStarsAndOffersNothingToASerializer() {
    var signer = NoteSigner.parse("a", OPENSSL);
    byte[] pkcs8 = Base64.getMimeDecoder().decode(OPENSSL.replaceAll("-----.*-----", ""));
    var seed = HexFormat.of().formatHex(pkcs8).substring(32);

    assertThat(signer).hasToString("********");
    assertThat(seed).hasSize(64);
    assertThat(signer.sign(CHECKPOINT).toString() + signer.verifierKey()).doesNotContain(seed);
    assertThat(JsonMapper.shared().writeValueAsString(signer)).isEqualTo("{}");
    assertThat(Serializable.class.isAssignableFrom(NoteSigner.class)).isFalse();
  }
}
