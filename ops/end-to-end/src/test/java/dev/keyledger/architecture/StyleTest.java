package dev.keyledger.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static dev.keyledger.architecture.House.KEYLEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.keyledger.key.PlaintextKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/// The parts of the style sheet that a machine can hold.
final class StyleTest {
  private static final String LEDGER = "dev.keyledger.ledger";

  @Test
  void aKeyIsRevealedOnlyToThePersonWhoAskedForIt() {
    methods()
        .that()
        .areDeclaredIn(PlaintextKey.class)
        .and()
        .haveName("reveal")
        .should(
            beCalledOnlyBy(
                "dev.keyledger.command.web.CreateApiKeyAnswer$Reveal",
                "dev.keyledger.command.TerminalHandOver",
                "dev.keyledger.command.FileHandOver",
                "dev.keyledger.command.VerifierCredential",
                "dev.keyledger.allinone.Commands$PartnerKey"))
        .check(KEYLEDGER);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that()
        .haveSimpleNameNotEndingWith("package-info")
        .should(
            new ArchCondition<>("lie in a @NullMarked package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                events.add(
                    new SimpleConditionEvent(
                        type,
                        type.getPackage().isAnnotatedWith(NullMarked.class),
                        type.getPackageName()));
              }
            })
        .check(KEYLEDGER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "util", "utils", "core", "helper", "impl"})
  void noPackageIsADrawerForOddsAndEnds(String name) {
    assertThat(KEYLEDGER.that(resideInAnyPackage("dev.keyledger.." + name + ".."))).isEmpty();
  }

  @Test
  void namesSayWhatThingsAre() {
    assertThat(
            KEYLEDGER.that(
                nameMatching(".*(Impl|Manager|Helper|Utils?|Base)")
                    .or(nameMatching(".*\\.(Abstract|I[A-Z][a-z]).*"))))
        .isEmpty();
  }

  @Test
  void whatIsPublicIsUsedByAnotherPackage() {
    classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("Keyledger")
        .should(
            new ArchCondition<>("be used by another package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean used =
                    type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use ->
                            !use.getOriginClass().getPackageName().equals(type.getPackageName()));
                events.add(new SimpleConditionEvent(type, used, type.getName() + " is not"));
              }
            })
        .check(KEYLEDGER);
  }

  @Test
  void timeComesFromTheClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(KEYLEDGER);
    noClasses()
        .that(not(resideInAnyPackage(LEDGER)))
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(KEYLEDGER);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    noFields()
        .that(alwaysTrue())
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .check(KEYLEDGER);
  }

  @Test
  void nothingPrintsToStandardOutput() {
    noClasses().should().accessField(System.class, "out").check(KEYLEDGER);
    noClasses().should().accessField(System.class, "err").check(KEYLEDGER);
  }

  private static ArchCondition<JavaMethod> beCalledOnlyBy(String... callers) {
    var allowed = Arrays.asList(callers);
    return new ArchCondition<>("be called by these, and each of them: " + allowed) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        var actual =
            method.getAccessesToSelf().stream()
                .map(access -> access.getOriginOwner().getName())
                .distinct()
                .toList();
        boolean exactly = actual.containsAll(allowed) && allowed.containsAll(actual);
        events.add(new SimpleConditionEvent(method, exactly, "callers are " + actual));
      }
    };
  }
}
