package org.certrenewal.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Speaks with a partner that asks for our certificate, while the certificate on the disk changes. */
class PartnerTlsTest {

    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(1));
    private static final Pki ROOT = Pki.root("secp256r1", "CN=合作方根,O=CA", BEGIN);
    private static final Pki STRANGER = Pki.root("secp256r1", "CN=别的根,O=CA", BEGIN);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpsServer partner;

    @TempDir
    private Path folder;

    /** Answers with the name in the certificate that came. */
    @BeforeEach
    void open() throws Exception {
        partner = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        partner.setHttpsConfigurator(new HttpsConfigurator(context()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asked = getSSLContext().getDefaultSSLParameters();
                asked.setNeedClientAuth(true);
                parameters.setSSLParameters(asked);
            }
        });
        partner.setExecutor(threads);
        partner.createContext("/", exchange -> {
            byte[] name = ((HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
            exchange.close();
        });
        partner.start();
    }

    @AfterEach
    void close() {
        partner.stop(0);
        threads.shutdownNow();
    }

    private static SSLContext context() throws GeneralSecurityException, IOException {
        SealKeys.Key own = ROOT.key("CN=localhost");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", own.secret(), new char[0], own.chain().toArray(Certificate[]::new));
        KeyManagerFactory ours = KeyManagerFactory.getInstance("PKIX");
        ours.init(keys, new char[0]);
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", ROOT.certificate());
        TrustManagerFactory theirs = TrustManagerFactory.getInstance("PKIX");
        theirs.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        return context;
    }

    private void lies(SealKeys.Key key) throws Exception {
        Files.writeString(
                folder.resolve("key.pem"), pem("PRIVATE KEY", key.secret().getEncoded()));
        Files.writeString(
                folder.resolve("own.pem"), pem("CERTIFICATE", key.chain().get(0).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private RestClient client(SslBundles bundles, String bundle) {
        TestPartners here = TestPartners.with(
                "registry.url", "https://localhost:" + partner.getAddress().getPort(), "registry.ssl-bundle", bundle);
        return new PartnerClients(here.settings(), here.signatures(), bundles, ObservationRegistry.NOOP)
                .of(Partner.REGISTRY);
    }

    private static String asked(RestClient client) {
        return client.get().uri("/").retrieve().body(String.class);
    }

    @Test
    void should_show_the_certificate_that_lies_on_the_disk_now() throws Exception {
        Files.writeString(
                folder.resolve("root.pem"),
                pem("CERTIFICATE", ROOT.certificate().getEncoded()));
        lies(ROOT.key("CN=renewal-2026"));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues(
                        "spring.ssl.bundle.watch.file.quiet-period=300ms",
                        "spring.ssl.bundle.pem.partner.reload-on-update=true",
                        "spring.ssl.bundle.pem.partner.keystore.certificate=" + folder.resolve("own.pem"),
                        "spring.ssl.bundle.pem.partner.keystore.private-key=" + folder.resolve("key.pem"),
                        "spring.ssl.bundle.pem.partner.truststore.certificate=" + folder.resolve("root.pem"),
                        "spring.ssl.bundle.pem.nobody.truststore.certificate=" + folder.resolve("root.pem"))
                .run(context -> {
                    SslBundles bundles = context.getBean(SslBundles.class);
                    RestClient client = client(bundles, "partner");
                    assertThat(asked(client)).isEqualTo("CN=renewal-2026");
                    assertThatThrownBy(() -> asked(client(bundles, "nobody")))
                            .as("without a certificate")
                            .isInstanceOf(ResourceAccessException.class);

                    lies(ROOT.key("CN=renewal-2027"));
                    await().atMost(Duration.ofSeconds(30))
                            .ignoreExceptions()
                            .until(() -> asked(client), "CN=renewal-2027"::equals);

                    lies(STRANGER.key("CN=renewal-2028"));
                    await().atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThatThrownBy(() -> asked(client))
                                    .isInstanceOf(ResourceAccessException.class));

                    lies(ROOT.key("CN=renewal-2029"));
                    await().atMost(Duration.ofSeconds(30))
                            .ignoreExceptions()
                            .until(() -> asked(client), "CN=renewal-2029"::equals);
                });
    }
}
