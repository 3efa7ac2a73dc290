package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What wakes people is tried before, and tells them where to look and what to do.
final class AlertsTest {
  private static final Pattern DASHBOARD =
      Pattern.compile(
          "\\{\\{ \\$externalLabels\\.grafana }}/d/([\\w-]+)\\?viewPanel=(\\d+)&var-job=.*");
  private static final String RUNBOOK = "{{ $externalLabels.runbook }}#";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check config prometheus.yml",
        "check config prometheus-two-sides.yml",
        "check rules recording-rules.yml alert-rules.yml",
        "test rules alert-rules-test.yml"
      })
  void prometheusHasNoComplaints(String arguments) throws Exception {
    Installed.assume("promtool");
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments.split(" ")));
    var promtool =
        new ProcessBuilder(command)
            .directory(Rules.DIRECTORY.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.onExit().join().exitValue()).as(output).isZero();
    assertThat(output).contains("SUCCESS");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertIsTriedFiringAndNotFiring(JsonNode alert) {
    var expected =
        Rules.expectations().stream()
            .filter(test -> test.required("alertname").equals(alert.required("alert")))
            .map(test -> test.required("exp_alerts"))
            .toList();

    assertThat(expected).as("not firing").anyMatch(JsonNode::isEmpty);
    assertThat(expected.stream().flatMap(JsonNode::valueStream))
        .as("firing")
        .anyMatch(fired ->
            fired.at("/exp_labels/severity").equals(alert.at("/labels/severity"))
                && fired.at("/exp_annotations").size() == 4);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertSaysWhatIsWrongAndHowBadThatIs(JsonNode alert) {
    assertThat(alert.at("/labels/severity").asString()).isIn("critical", "warning", "info");
    assertThat(alert.at("/annotations/summary").asString()).isNotBlank().hasSizeLessThan(100);
    assertThat(alert.at("/annotations/description").asString()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertLeadsToThePanelThatShowsItAndBothToTheRunbook(JsonNode alert) {
    String entry = alert.required("alert").asString().toLowerCase(Locale.ROOT);
    var link = DASHBOARD.matcher(alert.at("/annotations/dashboard_url").asString());
    assertThat(link.matches()).isTrue();
    var panel =
        Dashboard.all().stream()
            .filter(dashboard -> dashboard.uid().equals(link.group(1)))
            .flatMap(dashboard -> dashboard.panels().stream())
            .filter(each -> each.id() == Integer.parseInt(link.group(2)))
            .findFirst()
            .orElseThrow();

    assertThat(panel.links()).contains("${runbook}#" + entry);
    assertThat(alert.at("/annotations/runbook_url").asString()).isEqualTo(RUNBOOK + entry);
    assertThat(Page.of("runbook.md").anchors()).contains(entry);
    assertThat(metrics(panel.queries().stream()))
        .containsAnyElementsOf(metrics(Stream.of(Rules.query(alert))));
  }

  private static List<String> metrics(Stream<Query> queries) {
    return queries.flatMap(query -> query.metrics().stream()).toList();
  }

  /// An entry has something to look at and something to do, and there is none without an alert.
  @Test
  void theRunbookIsAboutTheAlerts() {
    var names = alerts().map(alert -> alert.required("alert").asString()).distinct().toList();
    var entries = List.of(Page.of("runbook.md").text().split("(?m)^## ")).stream().skip(1).toList();

    assertThat(entries)
        .map(entry -> entry.lines().findFirst().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(entries).allMatch(entry -> entry.contains("\n- Look at: "));
    assertThat(entries).allMatch(entry -> entry.contains("\n- Do: "));
  }

  @Test
  void whatIsRecordedIsUsed() {
    var used =
        Stream.of(
                Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()),
                Stream.of(Rules.alerts(), Rules.recordings())
                    .flatMap(List::stream)
                    .map(Rules::query))
            .flatMap(queries -> queries)
            .flatMap(query -> query.metrics().stream())
            .filter(name -> name.contains(":"))
            .distinct();

    assertThat(used)
        .containsExactlyInAnyOrderElementsOf(
            Rules.recordings().stream().map(rule -> rule.required("record").asString()).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"runbook.md", "observability.md"})
  void everyLinkLeadsSomewhere(String name) {
    var page = Page.of(name);

    assertThat(page.links()).isNotEmpty().allMatch(page::leadsSomewhere);
  }

  private static Stream<JsonNode> alerts() {
    return Rules.alerts().stream();
  }
}
