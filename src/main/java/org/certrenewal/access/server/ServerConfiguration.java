package org.certrenewal.access.server;

import java.util.List;
import org.certrenewal.CannotStart;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets the server up against slow clients, and against clients that make up where they come from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SlowClients.class)
class ServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> carefulServer(
            SlowClients slow, @Value("${renewal.proxies:}") List<String> proxies) {
        return new Careful(slow, believed(proxies));
    }

    private static ForwardedFor believed(List<String> proxies) {
        try {
            return ForwardedFor.believing(proxies);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    "renewal.proxies 的配置有误：" + e.getMessage(), "写反向代理的地址或网段，用逗号分隔，例如 10.1.2.3,10.2.0.0/24");
        }
    }

    /** Puts both before everything else. */
    record Careful(SlowClients slow, ForwardedFor forwarded)
            implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

        @Override
        public void customize(TomcatServletWebServerFactory server) {
            server.setProtocol(PatientProtocol.class.getName());
            server.addConnectorCustomizers(connector -> ((PatientProtocol) connector.getProtocolHandler())
                    .setPatienceMillis(slow.headers().toMillis()));
            server.addEngineValves(new BelievedProxies(forwarded), new ArrivingBodies(slow));
        }
    }
}
