package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
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
    private static final int HUGE = 16 * 1024 * 1024;
    private static final int LARGEST_REQUEST = 1024 * 1024;

    private final Map<String, Simulator> simulators = new LinkedHashMap<>();
    private final Moods moods;
    private final ObjectMapper json;
    private final int port;
    private HttpServer server;
    private ExecutorService threads;

    Simulators(
            List<Simulator> simulators, Moods moods, ObjectMapper json, @Value("${renewal.simulators.port}") int port) {
        simulators.stream()
                .sorted(Comparator.comparing(Simulator::title))
                .forEach(it -> this.simulators.put(it.id(), it));
        this.moods = moods;
        this.json = json;
        this.port = port;
    }

    @Override
    public void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no simulators at port " + port, e);
        }
        moods.begin();
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    public void stop() {
        moods.end();
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
        block.line("模拟器", "http://localhost:" + port + "/ ：让外部系统变慢、无响应、出错或者拒绝");
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
        String path = exchange.getRequestURI().getPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Optional<Simulator> simulator = simulators.values().stream()
                .filter(it -> path.startsWith("/" + it.id() + "/"))
                .findFirst();
        String below = simulator.map(it -> path.substring(it.id().length() + 1)).orElse(path);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath() + (query.isEmpty() ? "" : "?" + query),
                below,
                query,
                headers(exchange),
                exchange.getRequestBody().readNBytes(LARGEST_REQUEST));
        boolean people = simulator.map(it -> it.isForPeople(below)).orElse(true);
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

    /** What hangs has done what it was asked for: nobody but the key knows that it is asked for again. */
    private Reply answer(Simulator simulator, Request request) {
        Mood mood = moods.meet(simulator.id());
        return switch (mood) {
            case SLOW -> {
                moods.keepWaiting(simulator.id(), mood);
                yield simulator.answer(request, false);
            }
            case HANGING -> {
                Reply lost = simulator.answer(request, false);
                moods.keepWaiting(simulator.id(), mood);
                yield lost;
            }
            case BROKEN -> Reply.json(500, "{\"error\":\"演练：服务出错\"}");
            case GARBLED -> Reply.json(200, "{\"session\":\"");
            case HUGE -> new Reply(200, "application/json", " ".repeat(HUGE).getBytes(StandardCharsets.UTF_8), null);
            case REFUSING -> simulator.answer(request, true);
            case WELL -> simulator.answer(request, false);
        };
    }

    private Reply page(Request request) throws IOException {
        boolean reads = request.method().equals("GET");
        if (reads && request.path().equals("/")) {
            return Reply.page(Html.page("外部系统模拟器", links() + sections()));
        }
        if (reads && request.path().equals("/state")) {
            return Reply.json(200, json.writeValueAsString(state()));
        }
        Optional<Simulator> simulator =
                Optional.ofNullable(simulators.get(request.path().substring(1)));
        Optional<Mood> mood = Arrays.stream(Mood.values())
                .filter(it -> it.name().equals(request.form().get("mood")))
                .filter(it -> simulator.isPresent() && simulator.get().moods().contains(it))
                .findFirst();
        if (mood.isEmpty() || !request.method().equals("POST")) {
            return Reply.none(404);
        }
        moods.set(simulator.get().id(), mood.get());
        return Reply.seeOther("/#" + simulator.get().id());
    }

    /** Says to programs what stands on the page. */
    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        simulators.forEach((id, simulator) -> state.put(
                id,
                Map.of(
                        "mood", moods.of(id),
                        "asked", moods.asked(id),
                        "waiting", moods.waiting(id),
                        "times", simulator.ledger().times(),
                        "taken", simulator.taken())));
        return state;
    }

    private String links() {
        return "<nav aria-label=\"外部系统\"><ul>"
                + simulators.values().stream()
                        .map(it -> "<li><a href=\"#%s\">%s</a>%s</li>"
                                .formatted(
                                        it.id(),
                                        Html.text(it.title()),
                                        moods.of(it.id()) == Mood.WELL
                                                ? ""
                                                : " <strong class=\"trouble\">"
                                                        + moods.of(it.id()).label() + "</strong>"))
                        .collect(Collectors.joining())
                + "</ul></nav>";
    }

    private String sections() {
        return simulators.values().stream().map(this::section).collect(Collectors.joining());
    }

    private String section(Simulator simulator) {
        String id = simulator.id();
        Mood now = moods.of(id);
        String choices = simulator.moods().stream()
                .map(mood -> Html.button("/" + id, "mood", mood.name(), mood.label(), mood == now, false))
                .collect(Collectors.joining());
        String waiting = moods.waiting(id) == 0 ? "" : "，其中 " + moods.waiting(id) + " 个还在等";
        return "<section id=\"%s\"><h2>%s</h2>%s<p class=\"hint%s\">现在：%s。收到请求 %d 次%s%s。</p>%s</section>"
                .formatted(
                        id,
                        Html.text(simulator.title()),
                        choices,
                        now == Mood.WELL ? "" : " trouble",
                        Html.text(now.label() + "——" + now.meaning()),
                        moods.asked(id),
                        waiting,
                        Html.text(simulator.ledger().told()),
                        simulator.shown());
    }
}
