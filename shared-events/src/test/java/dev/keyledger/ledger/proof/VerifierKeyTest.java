package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifierKeyTest {
  private static final VerifierKey PETER = VerifierKey.parse(Peter.VKEY);
  private static final VerifierKey ENOCH = VerifierKey.parse(Peter.ENOCHS_VKEY);

  /// The order of Ed25519's group, least significant byte first (RFC 8032, section 5.1).
  private static final byte[] ORDER =
      HexFormat.of().parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

  @Test
  void aKeyIsReadAndWritten() {
    assertThat(PETER.name()).isEqualTo("PeterNeumann");
    assertThat(PETER.keyId()).isEqualTo(0xc74f20a3);
    assertThat(PETER).hasToString(Peter.VKEY);
    assertThat(PETER).isEqualTo(VerifierKey.parse(Peter.VKEY)).isNotEqualTo(ENOCH);
    assertThat(PETER).hasSameHashCodeAs(VerifierKey.parse(Peter.VKEY));
  }

  @Test
  void aNoteIsVerifiedByTheKeysThatSignedIt() {
    var note = SignedNote.parse(Peter.NOTE);

    assertThat(PETER.verifies(note)).isTrue();
    assertThat(ENOCH.verifies(note)).isFalse();
  }

  @Test
  void whatOthersSignedIsIgnored() {
    var both = SignedNote.parse(Peter.TEXT + "\n" + Peter.ENOCHS_LINE + Peter.LINE);
    var spoiled = SignedNote.parse(Peter.NOTE + "— EnochRoot rwz+eAA=\n— other AAAAAAE=\n");

    assertThat(PETER.verifies(both)).isTrue();
    assertThat(ENOCH.verifies(both)).isTrue();
    assertThat(PETER.verifies(spoiled)).isTrue();
    assertThat(ENOCH.verifies(spoiled)).isFalse();
  }

  /// The example of the signed-note specification.
  @Test
  void theSpecificationsExampleIsVerified() {
    var key =
        VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    var note =
        """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
        """;

    assertThat(key.verifies(SignedNote.parse(note))).isTrue();
  }

  @Test
  void aSecondSignatureWithTheSameKeyMustBeGoodToo() {
    assertThat(PETER.verifies(SignedNote.parse(Peter.NOTE + Peter.LINE))).isTrue();
    assertThat(PETER.verifies(SignedNote.parse(Peter.NOTE + "— PeterNeumann x08gowA=\n")))
        .isFalse();
  }

  @Test
  void aNoteWithAnyCharacterChangedLeftOutOrPutInIsNotVerified() {
    assertThat(IntStream.range(0, Peter.NOTE.length()).boxed().flatMap(VerifierKeyTest::changes))
        .hasSize(3 * Peter.NOTE.length())
        .noneMatch(VerifierKeyTest::petersKeyVerifies);
  }

  private static Stream<String> changes(int at) {
    var before = Peter.NOTE.substring(0, at);
    var after = Peter.NOTE.substring(at + 1);
    char here = Peter.NOTE.charAt(at);
    return Stream.of(
        before + (char) (here ^ 1) + after, before + after, before + 'x' + here + after);
  }

  private static boolean petersKeyVerifies(String note) {
    try {
      return PETER.verifies(SignedNote.parse(note));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void aSignatureOfAnyOtherBytesIsNotVerifiedAndNeverThrows() {
    var random = new Random(1);
    for (int length = 1; length <= 130; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      var base64 = Base64.getEncoder().encodeToString(bytes);
      var signature = new NoteSignature(PETER.name(), PETER.keyId(), base64);
      assertThat(PETER.verifies(new SignedNote(Peter.TEXT, List.of(signature)))).isFalse();
    }
  }

  /// Adding the group's order to the signature's second half gives a number that satisfies the same
  /// equation; RFC 8032, section 5.1.7, has it refused.
  @Test
  void aSignatureHasOneSpellingOnly() {
    byte[] bytes = SignedNote.parse(Peter.NOTE).signatures().getFirst().bytes();
    int carry = 0;
    for (int i = 0; i < ORDER.length; i++) {
      carry += Byte.toUnsignedInt(bytes[32 + i]) + Byte.toUnsignedInt(ORDER[i]);
      bytes[32 + i] = (byte) carry;
      carry >>= 8;
    }
    var signature =
        new NoteSignature(PETER.name(), PETER.keyId(), Base64.getEncoder().encodeToString(bytes));

    assertThat(PETER.verifies(new SignedNote(Peter.TEXT, List.of(signature)))).isFalse();
  }

  @Test
  void noOtherSpellingOfAKeyIsOne() {
    var texts =
        IntStream.range(0, Peter.VKEY.length())
            .boxed()
            .flatMap(from ->
                IntStream.rangeClosed(from, Peter.VKEY.length())
                    .mapToObj(to -> Peter.VKEY.substring(from, to)))
            .filter(text -> !text.equals(Peter.VKEY));

    assertThat(texts)
        .allSatisfy(text ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> VerifierKey.parse(text))
                .withMessageStartingWith("a "));
  }

  @Test
  void aKeyWithAnyCharacterChangedIsRefused() {
    assertThat(IntStream.range(0, Peter.VKEY.length()).boxed())
        .allSatisfy(at -> {
          var changed = new StringBuilder(Peter.VKEY);
          changed.setCharAt(at, (char) (Peter.VKEY.charAt(at) + 1));
          assertThatIllegalArgumentException()
              .isThrownBy(() -> VerifierKey.parse(changed.toString()));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';a verifier key is a name, an id and a key, with + between",
        "a+b;a verifier key is a name, an id and a key, with + between",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW;"
            + "a key's name is at least one character, no space or +",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW;"
            + "a verifier key's id is 8 hexadecimal digits, from SHA-256 over its name and key",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW;"
            + "a verifier key's id is 8 hexadecimal digits, from SHA-256 over its name and key",
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==;"
            + "a verifier key ends in base64 of a one byte and the 32 bytes of an Ed25519 key",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW;"
            + "a verifier key ends in base64 of a one byte and the 32 bytes of an Ed25519 key",
        "a+00000000+AQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA;"
            + "a verifier key is a point of Ed25519's curve"
      })
  void aRefusalSaysWhatAKeyIs(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerifierKey.parse(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomBytesAreAKeyOrAreRefused(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] typed = new byte[33];
      random.nextBytes(typed);
      typed[0] = 1;
      var vkey = "a+00000000+" + Base64.getEncoder().encodeToString(typed);
      assertThatIllegalArgumentException().isThrownBy(() -> VerifierKey.parse(vkey));
    }
  }
}
