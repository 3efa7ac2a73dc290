package dev.keyledger.query.authentication;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.TransientDataAccessResourceException;

/// Questions about unknown keys that wait until a node's table is fresh.
public final class WaitingQuestions {
  private final TableFreshness freshness;
  private final List<CompletableFuture<Long>> questions = new ArrayList<>();

  public WaitingQuestions(ApplicationContext node) {
    this.freshness = node.getBean(TableFreshness.class);
  }

  /// Asks, while nothing can be answered, until one is sent away.
  ///
  /// @return how many wait then
  public long waitingWhenOneIsRefused() {
    try {
      while (true) {
        questions.add(freshness.whenFresh());
      }
    } catch (TransientDataAccessResourceException _) {
      return questions.stream().filter(question -> !question.isDone()).count();
    }
  }

  /// Whether all were answered, and none of them with a yes or a no.
  public boolean haveAllFailed() {
    return questions.stream().allMatch(CompletableFuture::isCompletedExceptionally);
  }
}
