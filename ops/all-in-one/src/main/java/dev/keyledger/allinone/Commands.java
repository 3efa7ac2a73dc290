package dev.keyledger.allinone;

import dev.keyledger.command.Decisions;
import dev.keyledger.command.LedgerCustody;
import dev.keyledger.command.PartnerKeyReset;
import dev.keyledger.ledger.HistoryAcceptance;
import dev.keyledger.ledger.Inspection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.SpringProperties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What an operator does with the ledger, beside running the service. The settings are the
/// service's own, from the environment; an embedded database must not be in use by a running
/// service.
@Command(
    name = "keyledger",
    description = "Without a command, the service is started.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    subcommands = {
      HelpCommand.class,
      AuditExport.class,
      AuditVerify.class,
      ReplayView.class,
      Commands.PartnerKey.class
    })
final class Commands {
  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "verify-ledger",
      description = "Reads the whole ledger and says whether anything in it was changed.")
  int verifyLedger() {
    return withLedger(ledger ->
        ledger.getBean(Inspection.class).inspect() + " events, and all of them are as they were");
  }

  @Command(
      name = "accept-history",
      description =
          "Goes on from the ledger as it is, although it does not extend what was signed of it.")
  int acceptHistory(
      @Option(names = "--reason", required = true, description = "Why; it is kept in the ledger.")
          String reason) {
    return withLedger(
        ledger -> "accepted: " + ledger.getBean(HistoryAcceptance.class).accept(reason));
  }

  private int withLedger(Work work) {
    return with(LedgerTools.class, spec, work);
  }

  /// Prints what comes of `work`, or why nothing does.
  private static int with(Class<?> tools, @Nullable CommandSpec spec, Work work) {
    CommandLine line = Objects.requireNonNull(spec, "set by picocli").commandLine();
    // Only the service's wiring was written down when the jar was built.
    SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
    var application =
        Keyledger.application(tools).web(WebApplicationType.NONE).logStartupInfo(false);
    try (var context = application.run()) {
      line.getOut().println(work.with(context));
      return 0;
    } catch (IllegalStateException e) {
      line.getErr().println(e.getMessage());
      return 1;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// The version, as it was written into the jar.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Objects.toString(getClass().getPackage().getImplementationVersion())};
    }
  }

  /// What a command does.
  private interface Work {
    String with(ConfigurableApplicationContext context) throws InterruptedException;
  }

  /// What can be done about partner keys that are lost or stolen.
  @Command(name = "partner-key", description = "Gets you in again when partner keys are lost.")
  static final class PartnerKey {
    @Spec private @Nullable CommandSpec spec;

    @Command(
        name = "reset",
        description = "Makes a new partner key and prints it, this once and never again.")
    int reset(
        @Option(names = "--revoke-others", description = "End every other partner key.")
            boolean revokeOthers) {
      return with(
          KeyTools.class,
          spec,
          keys -> keys.getBean(PartnerKeyReset.class).reset(revokeOthers).reveal());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(LedgerCustody.class)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
  })
  static class LedgerTools {}

  /// A command serves nobody, and what makes the service ready is not there.
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = HealthEndpointAutoConfiguration.class)
  @Import(Decisions.class)
  static class KeyTools {}
}
