package dev.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class VerificationSettingsTest {
  private static final String PREFIX = "keyledger.verification.";

  @Test
  void whatIsSetByDefaultIsPossible() {
    assertThat(complaints(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://keys.example.com",
        "http://127.0.0.1:8080",
        "https://example.com/a/b"
      })
  void anIssuerIsAUrl(String issuer) {
    assertThat(complaints(Map.of(PREFIX + "issuer", issuer))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys.example.com",
        "ftp://keys.example.com",
        "https:///path",
        "https:keys",
        "https://keys.example.com?tenant=1",
        "https://keys.example.com#",
        "https://keys example.com"
      })
  void anythingElseIsNoIssuer(String issuer) {
    assertThat(complaints(Map.of(PREFIX + "issuer", issuer)))
        .containsExactly(
            "keyledger.verification.issuer must be an https or http URL without a query or a"
                + " fragment (RFC 8414, section 2)");
  }

  @ParameterizedTest
  @CsvSource({
    "lease, 999ms, keyledger.verification.lease must be at least a second",
    "max-staleness, 9s, "
        + "keyledger.verification.max-staleness must be at least keyledger.verification.lease",
  })
  void aTimeThatIsTooShortIsNamed(String setting, String value, String complaint) {
    assertThat(complaints(Map.of(PREFIX + setting, value))).containsExactly(complaint);
  }

  private static List<String> complaints(Map<String, String> given) {
    var settings =
        new Binder(new MapConfigurationPropertySource(given))
            .bindOrCreate("keyledger.verification", VerificationSettings.class);
    try (var validation = Validation.buildDefaultValidatorFactory()) {
      return validation.getValidator().validate(settings).stream()
          .map(ConstraintViolation::getMessage)
          .toList();
    }
  }
}
