package dev.keyledger.query.view;

import dev.keyledger.ledger.LedgerFeed;
import dev.keyledger.ledger.LedgerMeters;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps all views up to date while the application runs.
@Component
final class ViewKeepers implements SmartLifecycle {
  private final List<ViewKeeper> keepers;
  private volatile boolean running;

  ViewKeepers(
      List<View> views,
      LedgerFeed ledger,
      JdbcOperations database,
      PlatformTransactionManager transactionManager,
      LedgerMeters meters) {
    var transactions = new TransactionTemplate(transactionManager);
    keepers =
        views.stream()
            .map(view ->
                new ViewKeeper(view, ledger, database, transactions, meters.reader(view.name())))
            .toList();
  }

  @Override
  public void start() {
    running = true;
    keepers.forEach(ViewKeeper::start);
  }

  @Override
  public void stop() {
    keepers.forEach(ViewKeeper::stop);
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Stops before the database does.
  @Override
  public int getPhase() {
    return 0;
  }
}
