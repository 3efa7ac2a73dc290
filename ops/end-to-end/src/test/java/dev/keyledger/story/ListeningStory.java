package dev.keyledger.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.context.support.ServletRequestHandledEvent;

/// Where the service listens, and with what it serves.
@ExtendWith(SharedNode.class)
final class ListeningStory {
  private final Node node;

  ListeningStory(Node node) {
    this.node = node;
  }

  /// The whole of 127.0.0.0/8 is this machine. Who listens on all addresses is reached on any of
  /// them.
  @Test
  void bothPortsAreBoundToOneLoopbackAddress() {
    for (int port : new int[] {node.port(), node.managementPort()}) {
      assertThat(isReached("127.0.0.1", port)).isTrue();
      assertThat(isReached("127.0.0.2", port)).isFalse();
    }
  }

  @Test
  void whatMayWaitIsServedByVirtualThreads() throws InterruptedException {
    var virtual = new LinkedBlockingQueue<Boolean>();
    ((ConfigurableApplicationContext) node.parts())
        .addApplicationListener(
            new ApplicationListener<ServletRequestHandledEvent>() {
              @Override
              public void onApplicationEvent(ServletRequestHandledEvent event) {
                virtual.add(Thread.currentThread().isVirtual());
              }
            });

    assertThat(node.api().self().status()).isEqualTo(200);

    assertThat(virtual.poll(10, TimeUnit.SECONDS)).isTrue();
  }

  /// Browsers ask so before they let one site call another. Here it is an OPTIONS like any other.
  @Test
  void optionsTellTheMethodsAndLetNoOtherSiteIn() {
    try (var wire = Wire.to(node.port())) {
      var answer =
          wire.say(
                  "OPTIONS /api/v1/self HTTP/1.1\r\nHost: x\r\nOrigin: http://elsewhere.example\r\n"
                      + "Access-Control-Request-Method: GET\r\nAuthorization: Bearer "
                      + node.partnerKey()
                      + "\r\n\r\n")
              .hear();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Allow")).contains("GET").doesNotContain("TRACE", "DELETE");
      assertThat(answer.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
    }
  }

  private static boolean isReached(String address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
