package dev.keyledger.http;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/// What the management port refuses it refuses like the service: Jetty's own pages repeat the
/// request.
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPort {

  @Bean
  ContainerProblems containerProblems() {
    return new ContainerProblems();
  }

  @Bean
  FilterRegistrationBean<RequestId> requestId() {
    var filter = new FilterRegistrationBean<>(new RequestId());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
