package org.certrenewal.demo.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.certrenewal.CannotStart;
import org.certrenewal.documents.seal.SealKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Listens for all simulators at one port of this machine. It is there before anything else of the program, since the
 * keys of the signing service are tried before the program is made; until the others are there only that one answers.
 */
@Component
@Profile("demo & partners & !production")
class SimulatorServer implements BeanDefinitionRegistryPostProcessor, EnvironmentAware, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SimulatorServer.class);
    private static final int LARGEST_REQUEST = 1024 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Moods moods = new Moods();
    private Environment environment;
    private SigningSimulator signing;
    private HttpServer server;
    private volatile Function<Request, Reply> answers = request -> Reply.none(503);

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    /** Makes what the settings name, and opens. */
    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        Path folder = Path.of(setting("renewal.seals.folder"));
        SimulatorKeys.make(folder);
        signing = new SigningSimulator(
                SealKeys.demonstration(folder, Clock.systemUTC()), setting("renewal.seals.service.secret"));
        answersAlone();
        int port = Integer.parseInt(setting("renewal.simulators.port"));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new CannotStart("端口" + port + "已被别的程序占用，模拟器打不开", "停止占用它的程序，或者用 --renewal.simulators.port=… 换一个端口", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        beans.registerSingleton("moods", moods);
        beans.registerSingleton("signingSimulator", signing);
    }

    private String setting(String name) {
        return environment.getRequiredProperty(name);
    }

    /** Lets others answer, the signing service among them. */
    void answer(Function<Request, Reply> answers) {
        this.answers = answers;
    }

    /** Lets the signing service alone answer. */
    final void answersAlone() {
        answers = request -> {
            if (!request.path().startsWith("/" + signing.id() + "/")) {
                return Reply.none(503);
            }
            moods.meet(signing.id());
            return signing.answer(request.below(signing), false);
        };
    }

    @Override
    public void destroy() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = answers.apply(request(exchange));
            } catch (RuntimeException e) {
                log.warn("a simulator failed: {}", e.toString());
                reply = Reply.none(400);
            }
            if (reply.location() != null) {
                exchange.getResponseHeaders().set("Location", reply.location());
            }
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(reply.body());
                }
            }
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath() + (query.isEmpty() ? "" : "?" + query),
                exchange.getRequestURI().getPath(),
                query,
                headers(exchange),
                exchange.getRequestBody().readNBytes(LARGEST_REQUEST));
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        it -> it.getKey().toLowerCase(Locale.ROOT),
                        it -> it.getValue().get(0)));
    }
}
