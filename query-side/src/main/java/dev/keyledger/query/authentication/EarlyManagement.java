package dev.keyledger.query.authentication;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Opens the management port before [FirstLoad] waits: a node that loads its keys can be watched
/// meanwhile. Boot would open it after the service's own port.
@Component
final class EarlyManagement implements BeanPostProcessor {
  /// Boot's name for what opens that port, if it has one of its own.
  private static final String OPENER = "childManagementContextInitializer";

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return name.equals(OPENER) && bean instanceof SmartLifecycle opener ? new Early(opener) : bean;
  }

  private record Early(SmartLifecycle opener) implements SmartLifecycle {
    @Override
    public void start() {
      opener.start();
    }

    @Override
    public void stop() {
      opener.stop();
    }

    @Override
    public boolean isRunning() {
      return opener.isRunning();
    }

    @Override
    public int getPhase() {
      return FirstLoad.PHASE - 1;
    }
  }
}
