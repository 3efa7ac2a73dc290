package dev.keyledger.allinone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/// Brings PostgreSQL along, unless `spring.datasource.url` names one that runs elsewhere.
///
/// Its data lie in `keyledger.data-dir`, by default `.keyledger` in the working directory. It
/// starts while Spring is still reading the configuration, which takes longer. Spring makes the
/// data source from the bean, so the database is there before it; and it closes after everything
/// else.
final class EmbeddedDatabaseInitializer
    implements ApplicationContextInitializer<GenericApplicationContext> {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabaseInitializer.class);

  @Override
  public void initialize(GenericApplicationContext context) {
    var environment = context.getEnvironment();
    if (environment.containsProperty("spring.datasource.url")) {
      return;
    }
    String given = environment.getProperty("keyledger.data-dir", "");
    var directory = Path.of(given.isBlank() ? ".keyledger" : given);
    var starting =
        CompletableFuture.supplyAsync(
            () -> EmbeddedDatabase.start(directory),
            Thread.ofPlatform().name("embedded-postgresql")::start);
    context.registerBean(
        EmbeddedDatabase.class,
        starting::join,
        bean -> {
          // A start that does not look what is there has the database of the settings too.
          bean.setPrimary(true);
          // What was started must be closed even if nobody came to ask for the bean.
          bean.setDestroyMethodName("");
        });
    context
        .getDefaultListableBeanFactory()
        .registerDisposableBean("embeddedDatabaseStart", () -> close(starting));
  }

  private static void close(CompletableFuture<EmbeddedDatabase> starting) throws IOException {
    EmbeddedDatabase started;
    try {
      started = starting.join();
    } catch (CompletionException e) {
      log.debug("There is no database to close.", e);
      return;
    }
    started.close();
  }
}
