package dev.keyledger.query.replay;

import dev.keyledger.events.KeyKind;
import dev.keyledger.http.AllowedTo;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.http.Refuses;
import dev.keyledger.ledger.LedgerReader;
import dev.keyledger.query.view.CountedView;
import dev.keyledger.query.view.Progress;
import dev.keyledger.query.view.View;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Says how the views are, and has them made again.
@RestController
@RequestMapping("/api/v1/admin/views")
@AllowedTo(KeyKind.PARTNER)
@Tag(name = "Views")
final class ReplayController {
  private final List<View> views;
  private final List<CountedView> counted;
  private final LedgerReader ledger;
  private final JdbcClient jdbc;
  private final Replays replays;
  private final ReplayWorker worker;

  ReplayController(
      List<View> views,
      List<CountedView> counted,
      LedgerReader ledger,
      JdbcClient jdbc,
      ReplayWorker worker) {
    this.views = views;
    this.counted = counted;
    this.ledger = ledger;
    this.jdbc = jdbc;
    this.replays = new Replays(jdbc);
    this.worker = worker;
  }

  @GetMapping
  @Operation(
      operationId = "listViews",
      summary = "List the views",
      description =
          "What is derived from the ledger, how far each has come, and how its last replay went or"
              + " goes; and what is kept beside the ledger.")
  @ApiResponse(responseCode = "200", description = "The views", useReturnTypeSchema = true)
  List<ViewStatus> list() {
    long head = ledger.head();
    return Stream.concat(
            views.stream().map(view -> status(view, head)),
            counted.stream()
                .map(kept -> new ViewStatus(kept.name(), false, kept.reason(), null, head, null)))
        .toList();
  }

  private ViewStatus status(View view, long head) {
    return new ViewStatus(
        view.name(),
        true,
        null,
        new Progress(jdbc, view.name()).read(),
        head,
        replays.of(view.name()).orElse(null));
  }

  @PostMapping("/{view}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "replayView",
      summary = "Make a view again",
      description =
          "Makes the view again from the ledger beside the live one, compares the two, and puts the"
              + " new one in the place of the old in one step. Nobody who asks the view notices."
              + " `GET /api/v1/admin/views` says how far it is.")
  @ApiResponse(responseCode = "202", description = "It is begun", useReturnTypeSchema = true)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.REPLAY_IN_PROGRESS, ErrorCode.VIEW_NOT_DERIVED})
  ViewStatus replay(
      @Parameter(description = "The name of the view.", example = "lookup") @PathVariable
          String view,
      @Parameter(description = "Whether to compare only, and leave the live view as it is.")
          @RequestParam(defaultValue = "false")
          boolean dryRun) {
    View derived = derived(view);
    if (!replays.request(view, dryRun)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.REPLAY_IN_PROGRESS,
              "the view is being replayed; wait until that is over, or cancel it"));
    }
    worker.wake();
    return status(derived, ledger.head());
  }

  @DeleteMapping("/{view}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "cancelReplay",
      summary = "Cancel a replay",
      description =
          "Ends the replay that goes on, within seconds or once the index is made that it is making,"
              + " and throws away what it has made. The live"
              + " view stays as it is.")
  @ApiResponse(responseCode = "202", description = "It will end", useReturnTypeSchema = true)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.VIEW_NOT_DERIVED})
  ViewStatus cancel(
      @Parameter(description = "The name of the view.", example = "lookup") @PathVariable
          String view) {
    View derived = derived(view);
    if (!replays.cancel(view)) {
      throw notFound("no replay of the view goes on");
    }
    worker.wake();
    return status(derived, ledger.head());
  }

  private View derived(String name) {
    counted.stream()
        .filter(kept -> kept.name().equals(name))
        .findAny()
        .ifPresent(kept -> {
          throw new ProblemException(Problem.of(ErrorCode.VIEW_NOT_DERIVED, kept.reason()));
        });
    return views.stream()
        .filter(view -> view.name().equals(name))
        .findAny()
        .orElseThrow(() -> notFound("there is no such view"));
  }

  private static ProblemException notFound(String detail) {
    return new ProblemException(Problem.of(ErrorCode.NOT_FOUND, detail));
  }
}
