package dev.keyledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

final class FirewallTest {
  /// Most of the characters beyond the first 65,536 are alike.
  private static final int STEP = 251;

  private final StrictHttpFirewall ours = ApiSecurity.httpFirewall();
  private final StrictHttpFirewall springs = new StrictHttpFirewall();

  @Test
  void headersMayHoldWhatSpringLetsThemHold() {
    for (int character = 0;
        character <= Character.MAX_CODE_POINT;
        character += character < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 1 : STEP) {
      String text = "a" + Character.toString(character) + "b";
      assertThat(lets(ours, text, "value"))
          .as("name with %x", character)
          .isEqualTo(lets(springs, text, "value"));
      assertThat(lets(ours, "name", text))
          .as("value with %x", character)
          .isEqualTo(lets(springs, "name", text));
    }
  }

  private static boolean lets(StrictHttpFirewall firewall, String name, String value) {
    var request = new MockHttpServletRequest("GET", "/");
    request.addHeader(name, value);
    try {
      return value.equals(firewall.getFirewalledRequest(request).getHeader(name));
    } catch (RequestRejectedException _) {
      return false;
    }
  }
}
