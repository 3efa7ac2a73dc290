package dev.keyledger.command;

import dev.keyledger.key.PlaintextKey;
import java.io.Console;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/// Shows the key once on the terminal, in a command that can be pasted.
final class TerminalHandOver implements HandOver {
  private final Console terminal;
  private final Environment environment;

  TerminalHandOver(Console terminal, Environment environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public void prepare() {}

  @Override
  public void give(PlaintextKey key) {
    terminal.printf(
        """

        This is your partner key. It is shown this once and never again; store it securely:

          %1$s

        Create an API key for a project with it:

          curl -sS -X POST http://%2$s:%3$s/api/v1/projects/mtKDhe1U/apiKeys \\
            -H 'Authorization: Bearer %1$s' \\
            -H 'Content-Type: application/json' \\
            -d '{"name": "test"}'

        """,
        key.reveal(),
        host(environment.getRequiredProperty("server.address")),
        environment.getRequiredProperty("local.server.port"));
    terminal.flush();
  }

  @Override
  public void abandon() {}

  /// How a URL on this machine names the address that the service listens on.
  static String host(String address) {
    try {
      var listening = InetAddress.getByName(address);
      var reached = listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
      String text = reached.getHostAddress();
      return text.contains(":") ? "[" + text + "]" : text;
    } catch (UnknownHostException _) {
      // It did listen on that, so it is a name that this machine knew a moment ago.
      return address;
    }
  }
}
