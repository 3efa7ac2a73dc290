package dev.keyledger.allinone;

import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/// Brings PostgreSQL along, unless `spring.datasource.url` names one that runs elsewhere.
///
/// Spring makes the data source from this bean, so the database starts before it and closes after
/// it.
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.NoDatabaseElsewhere.class)
@EnableConfigurationProperties(EmbeddedDatabaseSettings.class)
class EmbeddedDatabaseConfiguration {
  @Bean
  EmbeddedDatabase embeddedDatabase(EmbeddedDatabaseSettings settings) {
    return EmbeddedDatabase.start(Path.of(settings.dataDir()));
  }

  static final class NoDatabaseElsewhere extends NoneNestedConditions {
    NoDatabaseElsewhere() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnProperty("spring.datasource.url")
    static final class DatabaseElsewhere {}
  }
}
