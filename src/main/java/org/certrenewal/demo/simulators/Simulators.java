package org.certrenewal.demo.simulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.Simulated;
import org.certrenewal.process.outbox.StandIn;
import org.certrenewal.setup.FirstLoad;
import org.certrenewal.setup.StartBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Serves all simulators at one port of this machine, each below its partner's id, and the page that says how each of
 * them answers.
 */
@Component
@Profile("demo & partners & !production")
class Simulators implements SmartLifecycle, FirstLoad, StandIn, Simulated {

    private static final Logger log = LoggerFactory.getLogger(Simulators.class);
    private static final long SLOW_SECONDS = 30;
    private static final int HUGE = 16 * 1024 * 1024;
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final int THREADS = 32;

    private final Map<Partner, Simulator> simulators = new EnumMap<>(Partner.class);
    private final Map<Partner, Mood> moods = new ConcurrentHashMap<>();
    private final Map<Partner, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final int port;
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private ExecutorService threads;

    Simulators(List<Simulator> simulators, @Value("${renewal.simulators.port}") int port) {
        simulators.forEach(it -> {
            this.simulators.put(it.partner(), it);
            asked.put(it.partner(), new AtomicInteger());
        });
        this.port = port;
    }

    @Override
    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no simulators at port " + port, e);
        }
        threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
        server = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** Before anybody asks, and until nobody asks any more. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void load() {
        // Nothing is kept.
    }

    @Override
    public void report(StartBlock block) {
        block.line("模拟器", "http://localhost:" + port + "/ ：让外部系统变慢、出错或者拒绝");
    }

    @Override
    public String standsInFor() {
        return "外部系统（模拟器）";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = reply(exchange);
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

    private Reply reply(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().getRawPath();
        Optional<Simulator> simulator = simulators.values().stream()
                .filter(it -> target.startsWith("/" + it.partner().id() + "/"))
                .findFirst();
        String path = simulator
                .map(it -> target.substring(it.partner().id().length() + 1))
                .orElse(target);
        Request request = new Request(
                exchange.getRequestMethod(),
                target,
                path,
                headers(exchange),
                exchange.getRequestBody().readNBytes(LARGEST_REQUEST));
        boolean people = simulator.map(it -> it.isForPeople(path)).orElse(true);
        if (people && isForeign(request)) {
            return Reply.none(403);
        }
        if (simulator.isEmpty()) {
            return page(request);
        }
        return people ? simulator.get().person(request) : answer(simulator.get(), request);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        it -> it.getKey().toLowerCase(Locale.ROOT),
                        it -> it.getValue().get(0)));
    }

    /** A page of somebody else's that is open in the browser here must press no button. */
    private boolean isForeign(Request request) {
        List<String> own = List.of("localhost:" + port, "127.0.0.1:" + port);
        String origin = request.headers().get("origin");
        return !own.contains(request.headers().get("host"))
                || origin != null && own.stream().noneMatch(it -> origin.equals("http://" + it));
    }

    private Reply answer(Simulator simulator, Request request) {
        asked.get(simulator.partner()).incrementAndGet();
        return switch (mood(simulator.partner())) {
            case SLOW -> {
                rest();
                yield simulator.answer(request, false);
            }
            case BROKEN -> Reply.json(500, "{\"error\":\"演练：服务出错\"}");
            case GARBLED -> Reply.json(200, "{\"session\":\"");
            case HUGE -> new Reply(200, "application/json", " ".repeat(HUGE).getBytes(StandardCharsets.UTF_8), null);
            case REFUSING -> simulator.answer(request, true);
            case WELL -> simulator.answer(request, false);
        };
    }

    private void rest() {
        try {
            end.await(SLOW_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Mood mood(Partner partner) {
        return moods.getOrDefault(partner, Mood.WELL);
    }

    private Reply page(Request request) {
        if (request.path().equals("/") && request.method().equals("GET")) {
            return Reply.page(Html.page(
                    "外部系统模拟器", simulators.values().stream().map(this::section).collect(Collectors.joining())));
        }
        Optional<Simulator> simulator = simulators.values().stream()
                .filter(it -> request.path().equals("/" + it.partner().id()))
                .findFirst();
        if (simulator.isEmpty() || !request.method().equals("POST")) {
            return Reply.none(404);
        }
        Partner partner = simulator.get().partner();
        moods.put(partner, Mood.valueOf(request.form().get("mood")));
        return Reply.seeOther("/#" + partner.id());
    }

    private String section(Simulator simulator) {
        Partner partner = simulator.partner();
        Mood now = mood(partner);
        String choices = Arrays.stream(Mood.values())
                .map(mood -> Html.button("/" + partner.id(), "mood", mood.name(), mood.label(), mood == now, false))
                .collect(Collectors.joining());
        return "<section id=\"%s\"><h2>%s</h2>%s<p class=\"hint\">现在：%s。收到请求 %d 次。</p>%s</section>"
                .formatted(
                        partner.id(),
                        Html.text(partner.title()),
                        choices,
                        Html.text(now.meaning()),
                        asked.get(partner).get(),
                        simulator.shown());
    }
}
