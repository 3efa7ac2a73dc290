package dev.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class CommandSideSettingsTest {

  @Test
  void anEmptySettingIsNone() {
    var settings =
        settings(
            Map.of(
                "keyledger.data-dir", "",
                "keyledger.verifier-key-file", "",
                "keyledger.query-role", " ",
                "keyledger.checkpoint.origin", "",
                "keyledger.checkpoint.key-file", "",
                "keyledger.checkpoint.copies", "",
                "keyledger.checkpoint.replaces-key", ""));

    assertThat(settings).isEqualTo(settings(Map.of("keyledger.data-dir", ".keyledger")));
    assertThat(settings.queryRole()).isNull();
    assertThat(settings.verifierKey()).hasFileName("verifier-key");
    assertThat(settings.checkpoints().copies()).isNull();
  }

  private static CommandSideSettings settings(Map<String, String> given) {
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("keyledger", CommandSideSettings.class);
  }
}
