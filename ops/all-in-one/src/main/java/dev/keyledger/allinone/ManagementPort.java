package dev.keyledger.allinone;

import dev.keyledger.http.ContainerProblems;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;

/// What the management port refuses it refuses like the service: Jetty's own pages repeat the
/// request.
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPort {

  @Bean
  ContainerProblems containerProblems() {
    return new ContainerProblems();
  }
}
