package dev.keyledger.query.view;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import org.jspecify.annotations.Nullable;

/// Which keys there are, for whoever answers questions about one.
public interface KnownKeys {
  /// Does nothing when there is such a key, by now.
  ///
  /// @param project its project; absent for a key that belongs to none
  /// @throws dev.keyledger.http.ProblemException when there is none
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  void require(@Nullable ProjectId project, ApiKeyId apiKeyId);
}
