package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedNoteTest {
  @Test
  void aNoteIsReadAndWritten() {
    var note = SignedNote.parse(Peter.NOTE + Peter.ENOCHS_LINE);

    assertThat(note.text()).isEqualTo(Peter.TEXT);
    assertThat(note.signatures())
        .extracting(NoteSignature::name, NoteSignature::keyId, s -> s.bytes().length)
        .containsExactly(tuple("PeterNeumann", 0xc74f20a3, 64), tuple("EnochRoot", 0xaf0cfe78, 64));
    assertThat(note.encode()).isEqualTo(Peter.NOTE + Peter.ENOCHS_LINE);
    assertThat(SignedNote.parse(note.encode())).isEqualTo(note).hasSameHashCodeAs(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\n\n\n",
        "a\n\n\nb\n\n",
        "a\n\n— x AAAAAAE=\n",
        "non-ASCII: ä 𝄞 \u2028 \u0085 \u007f\n"
      })
  void aTextMayHaveEmptyLinesAndAllOfUnicode(String text) {
    var note = new SignedNote(text, List.of(new NoteSignature("a", 1, "AA==")));

    assertThat(SignedNote.parse(note.encode())).isEqualTo(note);
  }

  @Test
  void aNoteMayHave100SignaturesAndNoMore() {
    var note = SignedNote.parse(Peter.TEXT + "\n" + Peter.LINE.repeat(100));

    assertThat(note.signatures()).hasSize(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.parse(Peter.TEXT + "\n" + Peter.LINE.repeat(101)))
        .withMessage("a signed note has 1 to 100 signatures");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedNote("a\n", List.of()))
        .withMessage("a signed note has 1 to 100 signatures");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "a\n\n",
        Peter.TEXT,
        Peter.TEXT + "\n",
        Peter.TEXT + Peter.LINE,
        Peter.NOTE + "\n",
        "\n" + Peter.LINE
      })
  void otherTextIsNoNote(String note) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.parse(note))
        .withMessage(
            "a signed note is a text, an empty line and signature lines, each ending in a newline");
  }

  @Test
  void aNoteThatIsCutOffIsRefused() {
    for (int length = 0; length < Peter.NOTE.length(); length++) {
      var start = Peter.NOTE.substring(0, length);
      assertThatIllegalArgumentException().isThrownBy(() -> SignedNote.parse(start));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unexpected line.",
        "x",
        "— ",
        "—a AAAAAAE=",
        "- a AAAAAAE=",
        "–  a AAAAAAE=",
        "— a",
        "— AAAAAAE=",
        "— a  AAAAAAE=",
        "— a AAAAAAE= ",
        " — a AAAAAAE=",
        "— Bad Name AAAAAAE="
      })
  void otherLinesAreNoSignature(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedNote.parse(Peter.NOTE + line + "\n"))
        .withMessage(
            "a signature line is an em dash, a key's name and base64, with one space between");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAAAAA==", "AAAAAAE", "AAAAAAF=", "AAAAAA E=", "AAAA_AE=", "AAAAAAE=\r"})
  void aSignatureIsMoreThanAKeyIdInCanonicalBase64(String base64) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoteSignature.parse("— a " + base64))
        .withMessageStartingWith("a signature line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a+b",
        "a b",
        "a\u00a0",
        "\u2003a",
        "a\u3000b",
        "a\u0085",
        "a\u0001",
        "\ud800"
      })
  void otherNamesAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoteSignature(name, 1, "AA=="))
        .withMessage("a key's name is at least one character, no space or +");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AA", "AB==", "\n"})
  void otherSignaturesAreRefused(String signature) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NoteSignature("a", 1, signature))
        .withMessage("a signature is at least one byte, in base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no newline", "a\u0000\n", "a\r\n", "a\tb\n", "\u001f\n", "\udc00\n"})
  void otherTextsAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SignedNote(text, List.of(new NoteSignature("a", 1, "AA=="))))
        .withMessage(
            "a note's text is UTF-8, ends in a newline and has no other control character");
  }

  @ParameterizedTest
  @CsvSource({"0, AAAAAAE=", "1, AAAAAQE=", "-1, /////wE=", "-2147483648, gAAAAAE="})
  void aKeyIdIsWrittenMostSignificantByteFirst(int keyId, String base64) {
    var signature = new NoteSignature("example.com/ä", keyId, "AQ==");

    assertThat(signature.line()).isEqualTo("— example.com/ä " + base64);
    assertThat(NoteSignature.parse(signature.line())).isEqualTo(signature);
  }
}
