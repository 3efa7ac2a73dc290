package dev.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command on the terminal reaches the service wherever it listens.
final class TerminalHandOverTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "localhost, 127.0.0.1",
    "0.0.0.0, 127.0.0.1",
    "::, 127.0.0.1",
    "192.0.2.7, 192.0.2.7",
    "::1, [0:0:0:0:0:0:0:1]",
    "2001:db8::7, [2001:db8:0:0:0:0:0:7]",
  })
  void aUrlNamesTheAddressThatIsListenedOn(String address, String host) {
    assertThat(TerminalHandOver.host(address)).isEqualTo(host);
  }
}
