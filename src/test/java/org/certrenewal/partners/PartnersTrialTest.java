package org.certrenewal.partners;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.certrenewal.StartCheck;
import org.certrenewal.Trial.Colour;
import org.certrenewal.Trial.Line;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

/** Asks partners that answer, fail, lead elsewhere and aren't there. */
class PartnersTrialTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void should_say_of_each_partner_whether_it_is_reached() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/face", 404);
        answer(server, "/registry", 503);
        answer(server, "/sms", 302);
        server.start();
        try {
            String here = "http://localhost:" + server.getAddress().getPort();
            environment.setProperty("renewal.partners.face.url", here + "/face");
            environment.setProperty("renewal.partners.registry.url", here + "/registry");
            environment.setProperty("renewal.partners.sms.url", here + "/sms/");
            environment.setProperty("renewal.partners.courier.url", "https://localhost:1");
            assertThat(lines())
                    .extracting(line -> line.colour() + " " + line.what() + " " + line.found())
                    .containsExactly(
                            "GREEN 人脸识别认证 有应答（HTTP 404）；密钥是否正确，要到第一次调用才知道",
                            "YELLOW 省级证书平台 有应答，但对方出错（HTTP 503）",
                            "YELLOW 电子邮件 没有接入，使用演示替身",
                            "YELLOW 短信 有应答，但不像它的接口（转到别处，或者太长）",
                            "RED 快递 连接不上");
        } finally {
            server.stop(0);
        }
        environment.setProperty("renewal.partners.courier.url", "https://nobody.invalid");
        assertThat(courier().found()).isEqualTo("找不到主机");
        environment.setProperty("renewal.partners.courier.ssl-bundle", "none");
        assertThat(courier().found()).isEqualTo("没有名为 none 的 SSL 证书组");
    }

    private Line courier() {
        return lines().stream()
                .filter(line -> line.what().equals(Partner.COURIER.title()) && line.colour() == Colour.RED)
                .findFirst()
                .orElseThrow();
    }

    private List<Line> lines() {
        return new PartnersTrial()
                .lines(new StartCheck.Start(environment, new DefaultListableBeanFactory(), true, Optional.empty()));
    }

    private static void answer(HttpServer server, String path, int status) {
        server.createContext(path, exchange -> {
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "http://localhost/");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }
}
