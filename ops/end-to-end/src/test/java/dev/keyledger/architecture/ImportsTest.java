package dev.keyledger.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.keyledger.architecture.House.KEYLEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may import whom. A rule whose subject or target matches nothing fails.
final class ImportsTest {
  private static final String EVENTS = "dev.keyledger.events";
  private static final String KEY = "dev.keyledger.key";
  private static final String LEDGER = "dev.keyledger.ledger";
  private static final String HTTP = "dev.keyledger.http";
  private static final String DECISIONS = "dev.keyledger.command.apikey";

  @ParameterizedTest
  @CsvSource({
    // command side ↛ query side ↛ command side; nobody → ops
    "dev.keyledger.command.., dev.keyledger.query..",
    "dev.keyledger.query.., dev.keyledger.command..",
    "dev.keyledger.command.., dev.keyledger.allinone..",
    "dev.keyledger.query.., dev.keyledger.allinone..",
    "dev.keyledger.events.., dev.keyledger.allinone..",
    "dev.keyledger.key.., dev.keyledger.allinone..",
    "dev.keyledger.ledger.., dev.keyledger.allinone..",
    "dev.keyledger.http.., dev.keyledger.allinone..",
    // contract ↛ sides
    "dev.keyledger.events.., dev.keyledger.command..",
    "dev.keyledger.events.., dev.keyledger.query..",
    "dev.keyledger.key.., dev.keyledger.command..",
    "dev.keyledger.key.., dev.keyledger.query..",
    "dev.keyledger.ledger.., dev.keyledger.command..",
    "dev.keyledger.ledger.., dev.keyledger.query..",
    "dev.keyledger.http.., dev.keyledger.command..",
    "dev.keyledger.http.., dev.keyledger.query..",
    // web → domain, never back
    "dev.keyledger.command.apikey.., dev.keyledger.command.web..",
    "dev.keyledger.command.apikey.., dev.keyledger.http..",
    "dev.keyledger.command.apikey.., dev.keyledger.ledger..",
    "dev.keyledger.ledger.., dev.keyledger.http..",
    "dev.keyledger.http.., dev.keyledger.ledger..",
    // the key as text knows nothing of what happens to keys
    "dev.keyledger.key.., dev.keyledger.events",
  })
  void aRoomDoesNotKnowTheOther(String room, String other) {
    assertThat(KEYLEDGER.that(resideInAnyPackage(room))).as(room).isNotEmpty();
    assertThat(KEYLEDGER.that(resideInAnyPackage(other))).as(other).isNotEmpty();

    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(other)
        .check(KEYLEDGER);
  }

  /// What questions share lies in `query.view`. It asks nothing itself, so they may all import it.
  /// Usage is counted from the verdicts that authentication publishes.
  @Test
  void questionsDoNotKnowEachOther() {
    assertThat(KEYLEDGER.that(resideInAnyPackage("dev.keyledger.query.authentication..")))
        .isNotEmpty();
    assertThat(KEYLEDGER.that(resideInAnyPackage("dev.keyledger.query.catalog.."))).isNotEmpty();

    slices()
        .matching("dev.keyledger.query.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage("dev.keyledger.query.."),
            resideInAPackage("dev.keyledger.query.view.."))
        .ignoreDependency(
            resideInAPackage("dev.keyledger.query.usage.."),
            resideInAPackage("dev.keyledger.query.authentication.."))
        .check(KEYLEDGER);
  }

  @Test
  void noPackageImportsItsParent() {
    classes()
        .that()
        .resideInAPackage("dev.keyledger.*.*..")
        .should(
            new ArchCondition<>("not depend on a package above theirs") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (var use : type.getDirectDependenciesFromSelf()) {
                  boolean above =
                      type.getPackageName().startsWith(use.getTargetClass().getPackageName() + ".");
                  events.add(new SimpleConditionEvent(use, !above, use.getDescription()));
                }
              }
            })
        .check(KEYLEDGER);
  }

  @Test
  void theContractNeedsNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(EVENTS, KEY)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", EVENTS, KEY)
        .check(KEYLEDGER);
  }

  @Test
  void decisionsKnowTheContractAndAxonAlone() {
    classes()
        .that()
        .resideInAPackage(DECISIONS)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "org.axonframework..", EVENTS, KEY, DECISIONS)
        .check(KEYLEDGER);
    noClasses()
        .that()
        .resideInAPackage(DECISIONS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.net..")
        .check(KEYLEDGER);
  }

  /// Sessions with the database are the ledger's own, and that of a replay, which lasts as long as
  /// the replay; everybody else has Spring's client.
  @Test
  void connectionsStayInTheLedger() {
    noClasses()
        .that()
        .resideOutsideOfPackages(LEDGER, "dev.keyledger.allinone")
        .and()
        .doNotHaveFullyQualifiedName("dev.keyledger.query.replay.ReplaySession")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Connection.class, DataSource.class)
        .check(KEYLEDGER);
  }

  @Test
  void theProofsAreArithmeticAlone() {
    classes()
        .that()
        .resideInAPackage(LEDGER + ".proof")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", LEDGER + ".proof")
        .check(KEYLEDGER);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("dev.keyledger.(**)").should().beFreeOfCycles().check(KEYLEDGER);
  }

  @Test
  void theRulesSeeTheWholeHouse() {
    assertThat(KEYLEDGER.that(resideInAnyPackage(HTTP, LEDGER, DECISIONS))).hasSizeGreaterThan(20);
  }
}
