package dev.keyledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  /// The specification's example.
  private static final String TEXT = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

  @Test
  void aCheckpointIsReadAndWritten() {
    var checkpoint = Checkpoint.parse(TEXT);

    assertThat(checkpoint)
        .isEqualTo(
            new Checkpoint(
                "example.com/behind-the-sofa",
                20_852_163,
                Hash.of(Base64.getDecoder().decode(ROOT))));
    assertThat(checkpoint.text()).isEqualTo(TEXT);
  }

  @Test
  void extensionLinesAreIgnored() {
    assertThat(Checkpoint.parse(TEXT + "one\ntwo + 2\n")).isEqualTo(Checkpoint.parse(TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "10", "9223372036854775807"})
  void sizesAreDecimal(String size) {
    assertThat(Checkpoint.parse("log\n" + size + "\n" + ROOT + "\n").size())
        .isEqualTo(Long.parseLong(size));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "01",
        "+1",
        "-1",
        "-0",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1",
        "x",
        "１",
        "9223372036854775808",
        "18446744073709551616",
        "99999999999999999999999999999999999"
      })
  void otherSizesAreRefused(String size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.parse("log\n" + size + "\n" + ROOT + "\n"))
        .withMessage(
            "a checkpoint's second line is a size: decimal, without leading zeros, below 2^63");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=",
        "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= ",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I==",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2IA",
        "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
      })
  void otherRootsAreRefused(String root) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.parse("log\n1\n" + root + "\n"))
        .withMessage("a checkpoint's third line is a root: 32 bytes in base64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "log\n",
        "log\n1\n",
        "\n1\n" + ROOT + "\n",
        "log\n\n" + ROOT + "\n",
        "log\n1\n\n",
        "log\n1\n" + ROOT + "\n\n",
        "log\n1\n" + ROOT + "\n\nextension\n"
      })
  void missingAndEmptyLinesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.parse(text))
        .withMessage(
            "a checkpoint has at least three lines, origin, size and root, and no empty one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "log\n1\n" + ROOT,
        "log\r\n1\r\n" + ROOT + "\r\n",
        "log\n1\n" + ROOT + "\nan\textension\n",
        "log\n1\n" + ROOT + "\n\ud800\n"
      })
  void whatIsNoNotesTextIsNoCheckpoint(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.parse(text))
        .withMessage(
            "a note's text is UTF-8, ends in a newline and has no other control character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a+b", "+", "a\nb", "a\tb", "a\u0000", "a\u007f", "a\u0085", "\udc00"})
  void otherOriginsAreRefused(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checkpoint(origin, 1, Hash.EMPTY))
        .withMessage("a checkpoint's origin is at least one character, no + or control character");
  }

  @Test
  void aNegativeSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checkpoint("log", -1, Hash.EMPTY))
        .withMessage("a checkpoint's size is 0 or more, not -1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com/log42", "go.sum database tree", "log ✓", "𝄞"})
  void anOriginNeedNotBeAUrl(String origin) {
    var checkpoint = new Checkpoint(origin, 0, Hash.EMPTY);

    assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
  }
}
