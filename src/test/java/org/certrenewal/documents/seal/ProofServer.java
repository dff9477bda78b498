package org.certrenewal.documents.seal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Serves a {@link Responder} over HTTP, well or otherwise. */
public final class ProofServer implements AutoCloseable {

    /** How it behaves. */
    public enum Mood {
        WELL,
        SILENT,
        DRIPPING,
        BROKEN,
        FAILING,
        HUGE,
        LEADING_ELSEWHERE
    }

    private static final int CHUNK = 64 * 1024;

    private final HttpServer server;
    private final Tls tls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Responder responder;

    /** The present mood. */
    public volatile Mood mood = Mood.WELL;

    /** Hears the path of each question before it is answered. */
    public volatile Consumer<String> before = path -> {};

    /** Opens a port on the loopback. */
    public ProofServer(Supplier<Instant> clock) {
        this(clock, null);
    }

    /** Opens one that speaks TLS, with a certificate of its own that nobody trusts by itself. */
    public static ProofServer overTls(Supplier<Instant> clock) {
        return new ProofServer(clock, new Tls());
    }

    private ProofServer(Supplier<Instant> clock, Tls tls) {
        this.tls = tls;
        try {
            InetSocketAddress address = new InetSocketAddress("127.0.0.1", 0);
            if (tls == null) {
                server = HttpServer.create(address, 0);
            } else {
                HttpsServer secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        responder = new Responder(base(), clock);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns its address. */
    public String base() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** Returns its certificate (PEM), where it speaks TLS. */
    public String certificate() {
        return Pem.write(List.of(tls.certificate));
    }

    /** Returns what answers. */
    public Responder responder() {
        return responder;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] question = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            before.accept(exchange.getRequestURI().getPath());
            switch (mood) {
                case WELL ->
                    send(
                            exchange,
                            200,
                            responder.ask(base() + exchange.getRequestURI().getPath(), "", "", question));
                case SILENT -> end.await();
                case DRIPPING -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(1);
                    exchange.getResponseBody().flush();
                    end.await();
                }
                case BROKEN -> send(exchange, 200, new byte[] {1, 2, 3});
                case FAILING -> send(exchange, 500, new byte[0]);
                case HUGE -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (OutputStream out = exchange.getResponseBody()) {
                        for (int sent = 0; sent < 1024; sent++) {
                            out.write(new byte[CHUNK]);
                        }
                    }
                }
                case LEADING_ELSEWHERE -> {
                    exchange.getResponseHeaders().add("Location", base() + "/elsewhere");
                    send(exchange, 302, new byte[0]);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Holds a key for the loopback, and its certificate. */
    private static final class Tls {

        private final KeyPair keys;
        private final X509Certificate certificate;

        Tls() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                keys = generator.generateKeyPair();
                Instant now = Instant.now();
                X500Name name = new X500Name("CN=127.0.0.1");
                certificate = new JcaX509CertificateConverter()
                        .getCertificate(new JcaX509v3CertificateBuilder(
                                        name,
                                        BigInteger.ONE,
                                        Date.from(now.minus(Duration.ofDays(1))),
                                        Date.from(now.plus(Duration.ofDays(1))),
                                        name,
                                        keys.getPublic())
                                .addExtension(
                                        Extension.subjectAlternativeName,
                                        false,
                                        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
                                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
            } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        SSLContext context() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("tls", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
                KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(store, new char[0]);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
