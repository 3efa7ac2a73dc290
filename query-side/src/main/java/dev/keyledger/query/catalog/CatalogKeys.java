package dev.keyledger.query.catalog;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import dev.keyledger.http.ErrorCode;
import dev.keyledger.http.Problem;
import dev.keyledger.http.ProblemException;
import dev.keyledger.query.view.Freshness;
import dev.keyledger.query.view.KnownKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/// The keys of the catalog, for other questions.
@Component
final class CatalogKeys implements KnownKeys {
  private final Catalog catalog;
  private final Freshness freshness;

  CatalogKeys(Catalog catalog, @Qualifier("catalog") Freshness freshness) {
    this.catalog = catalog;
    this.freshness = freshness;
  }

  @Override
  public void require(@Nullable ProjectId project, ApiKeyId apiKeyId) {
    freshness.await();
    if (catalog.position(project, apiKeyId).isEmpty()) {
      throw noSuchKey();
    }
  }

  static ProblemException noSuchKey() {
    return new ProblemException(
        Problem.of(ErrorCode.NOT_FOUND, "there is no such key; look for it in the list"));
  }
}
