package dev.keyledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The database as a part of the program.
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedDatabaseInitializerTest {
  @TempDir static Path directory;

  private final ApplicationContextRunner program =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

  @Test
  void outlivesEverythingThatUsesIt() {
    var farewell = new Farewell[1];
    program
        .withInitializer(context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.of("KEYLEDGER_DATA_DIR", directory.toString()))))
        .withInitializer(EmbeddedDatabaseInitializerTest::bringDatabase)
        .withBean(Farewell.class)
        .run(context -> farewell[0] = context.getBean(Farewell.class));

    assertThat(farewell[0].answer).isEqualTo("keyledger");
    assertThat(directory.resolve("postgresql/data/PG_VERSION")).exists();
    assertThat(directory.resolve("postgresql/data/postmaster.pid")).doesNotExist();
  }

  @Test
  void staysAwayWhenThereIsADatabaseElsewhere() {
    program
        .withPropertyValues(
            "spring.datasource.url=jdbc:postgresql://db.example/keyledger",
            "keyledger.data-dir=" + directory.resolve("unused"))
        .withInitializer(EmbeddedDatabaseInitializerTest::bringDatabase)
        .run(context -> {
          assertThat(context).hasSingleBean(DataSource.class);
          assertThat(context).doesNotHaveBean(EmbeddedDatabase.class);
          assertThat(directory.resolve("unused")).doesNotExist();
        });
  }

  @Test
  void stopsWhatNobodyCameToNeed() {
    program
        .withPropertyValues("keyledger.data-dir=" + directory.resolve("unneeded"))
        .withInitializer(EmbeddedDatabaseInitializerTest::bringDatabase)
        .withBean(
            BeanFactoryPostProcessor.class,
            () -> {
              throw new IllegalStateException("before any bean is made");
            })
        .run(context ->
            assertThat(context).getFailure().rootCause().hasMessageContaining("before any bean"));

    assertThat(directory.resolve("unneeded/postgresql/data/PG_VERSION")).exists();
    assertThat(directory.resolve("unneeded/postgresql/data/postmaster.pid")).doesNotExist();
  }

  private static void bringDatabase(ConfigurableApplicationContext context) {
    new EmbeddedDatabaseInitializer().initialize((GenericApplicationContext) context);
  }

  @Test
  void saysInASentenceWhyItCannotStart(CapturedOutput output) throws IOException {
    try (var _ = DirectoryLock.take(directory.toRealPath()).orElseThrow()) {
      var program =
          Keyledger.application(DataSourceAutoConfiguration.class).web(WebApplicationType.NONE);
      assertThatException()
          .isThrownBy(() -> program.run("--keyledger.data-dir=" + directory))
          .withRootCauseInstanceOf(EmbeddedDatabaseFailure.class);
    }
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Another process is using the data directory " + directory.toRealPath() + ".")
        .doesNotContain("\tat ");
  }

  /// A component that needs the database until its own end.
  static final class Farewell implements DisposableBean {
    private final JdbcClient jdbc;
    private String answer = "";

    Farewell(DataSource dataSource) {
      this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void destroy() {
      answer = jdbc.sql("SELECT current_database()").query(String.class).single();
    }
  }
}
