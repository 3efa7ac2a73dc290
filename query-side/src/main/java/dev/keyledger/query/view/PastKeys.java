package dev.keyledger.query.view;

import dev.keyledger.events.ApiKeyId;
import dev.keyledger.events.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which keys there were at a time in the past, for whoever shows keys. Their last uses are not
/// among what is known of the past.
public interface PastKeys {
  /// At most `limit` keys of `project`, absent for none, as they were at `asOf`; of those that were
  /// created before `position`, the newest first.
  ///
  /// @throws dev.keyledger.http.ProblemException when `asOf` is not over yet
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  List<ApiKeyEntry> list(
      @Nullable ProjectId project, KeyFilter filter, Instant asOf, long position, int limit);

  /// The key `id` as it was at `asOf`, if there was such a key of `project`.
  ///
  /// @throws dev.keyledger.http.ProblemException when `asOf` is not over yet
  /// @throws org.springframework.dao.DataAccessException when that cannot be found out
  Optional<ApiKeyEntry> get(@Nullable ProjectId project, ApiKeyId id, Instant asOf);
}
