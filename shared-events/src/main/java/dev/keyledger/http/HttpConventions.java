package dev.keyledger.http;

import java.util.List;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Everything that makes a side answer HTTP in the way that this package describes; imported by
/// both.
@Configuration(proxyBeanMethods = false)
@Import({
  ApiSecurity.class,
  ApiDocumentation.class,
  ProblemAdvice.class,
  ContainerProblems.class,
  LastConnections.class,
  Management.class
})
public class HttpConventions implements WebMvcConfigurer {
  private static final int ACCEPT_QUEUE = 1024;

  private final AcceptHeader accept = new AcceptHeader();

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Admission(accept));
  }

  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.strategies(List.of(accept));
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    return new ApiServlet();
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return new StrictJson();
  }

  @Bean
  NdjsonConverter ndjson(JsonMapper json) {
    return new NdjsonConverter(json);
  }

  @Bean
  FilterRegistrationBean<RequestId> requestId() {
    var filter = new FilterRegistrationBean<>(new RequestId());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FilterRegistrationBean<TraceContext> traceContext() {
    var filter = new FilterRegistrationBean<>(new TraceContext());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FrontHall frontHall(ObjectProvider<FrontDoor> doors) {
    return new FrontHall(doors.stream().toList());
  }

  @Bean
  DescribedRequests describedRequests() {
    return new DescribedRequests();
  }

  /// The usual queue of 50 overflows when a crowd connects at once, and the kernel resets
  /// connections that their clients believe to be open.
  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> acceptQueue() {
    return factory ->
        factory.addServerCustomizers(server -> {
          for (var connector : server.getConnectors()) {
            if (connector instanceof ServerConnector listening) {
              listening.setAcceptQueueSize(ACCEPT_QUEUE);
            }
          }
        });
  }
}
