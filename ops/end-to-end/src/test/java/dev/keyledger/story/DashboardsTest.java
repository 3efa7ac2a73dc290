package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Whoever opens a dashboard can read it, choose what to look at, and gets where its links lead.
final class DashboardsTest {
  private static final String DATA_SOURCE = "{\"type\":\"prometheus\",\"uid\":\"${datasource}\"}";
  private static final Page METRICS = Page.of("metrics.md");

  /// What Prometheus itself knows.
  private static final Set<String> ITS_OWN = Set.of("up", "ALERTS");

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelSaysWhatItIsInWhichUnitAndWhatIsBad(Dashboard.Panel panel) {
    var shown = panel.json().at("/fieldConfig/defaults");

    assertThat(panel.json().required("title").asString()).isNotBlank();
    assertThat(panel.json().required("description").asString()).endsWith(".");
    assertThat(shown.required("unit").asString()).isNotBlank();
    assertThat(shown.at("/thresholds/steps").valueStream()).isNotEmpty();
    assertThat(panel.json().required("datasource")).hasToString(DATA_SOURCE);
  }

  /// What is recorded by job knows no instance.
  @ParameterizedTest
  @MethodSource("panels")
  void aPanelShowsTheNodesThatAreChosen(Dashboard.Panel panel) {
    for (Query query : panel.queries()) {
      assertThat(query.selections().stream().flatMap(each -> each.metrics().stream()).distinct())
          .isNotEmpty()
          .containsExactlyInAnyOrderElementsOf(query.metrics());
      for (Query selection : query.selections()) {
        assertThat(selection.text()).contains("job=~'$job'");
        if (!selection.text().matches("(job:|ALERTS\\{).*")) {
          assertThat(selection.text()).contains("instance=~'$instance'");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aPanelsLinksLeadToTheRunbook(Dashboard.Panel panel) {
    var anchors = Page.of("runbook.md").anchors();

    assertThat(panel.links())
        .allMatch(link -> link.startsWith("${runbook}#"))
        .allMatch(link -> anchors.contains(link.substring(link.indexOf('#') + 1)));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void sourceJobAndInstanceCanBeChosen(Dashboard dashboard) {
    var variables = dashboard.json().at("/templating/list").valueStream().toList();

    assertThat(variables)
        .map(variable -> variable.required("name").asString())
        .containsExactly("datasource", "job", "instance", "runbook");
    assertThat(dashboard.json().at("/links/0/tags")).isEqualTo(dashboard.json().required("tags"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void nothingIsInTheWayOfAnythingElse(Dashboard dashboard) {
    var ids = new HashSet<Integer>();
    var taken = new HashSet<List<Integer>>();
    for (JsonNode element : dashboard.elements()) {
      assertThat(ids.add(element.required("id").asInt())).as("an id of its own").isTrue();
      var place = element.required("gridPos");
      int left = place.required("x").asInt();
      int right = left + place.required("w").asInt();
      int top = place.required("y").asInt();
      int bottom = top + place.required("h").asInt();
      assertThat(right).as("within 24 columns").isLessThanOrEqualTo(24);
      for (int x = left; x < right; x++) {
        for (int y = top; y < bottom; y++) {
          assertThat(taken.add(List.of(x, y))).as("(%d, %d) is free", x, y).isTrue();
        }
      }
    }
  }

  @Test
  void whatIsAskedForIsDocumented() {
    assertThat(queries().flatMap(query -> query.metrics().stream()).flatMap(Onlookers::measured))
        .hasSizeGreaterThan(100)
        .filteredOn(name -> !ITS_OWN.contains(name))
        .isSubsetOf(METRICS.lastColumns().keySet());
  }

  /// And the other way round.
  @Test
  void whoLooksAtAMetricIsDocumented() {
    METRICS
        .lastColumns()
        .forEach((metric, last) -> assertThat(last).as(metric).isEqualTo(Onlookers.of(metric)));
  }

  private static Stream<Query> queries() {
    return Stream.of(
            dashboards().flatMap(dashboard -> dashboard.queries().stream()),
            Rules.alerts().stream().map(Rules::query),
            Rules.recordings().stream().map(Rules::query))
        .flatMap(queries -> queries);
  }

  private static Stream<Dashboard> dashboards() {
    return Dashboard.all().stream();
  }

  private static Stream<Dashboard.Panel> panels() {
    return dashboards().flatMap(dashboard -> dashboard.panels().stream());
  }
}
