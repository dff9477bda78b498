package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.certrenewal.partners.Simulated;
import org.certrenewal.process.outbox.StandIn;
import org.certrenewal.setup.FirstLoad;
import org.certrenewal.setup.StartBlock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Leads to all simulators, each below its partner's id, and shows the page that says how each of them answers. */
@Component
@Profile("demo & partners & !production")
class Simulators implements SmartLifecycle, FirstLoad, StandIn, Simulated {

    private static final int HUGE = 16 * 1024 * 1024;

    private final Map<String, Simulator> simulators = new LinkedHashMap<>();
    private final Moods moods;
    private final ObjectMapper json;
    private final int port;
    private final SimulatorServer server;
    private boolean running;

    Simulators(
            List<Simulator> simulators,
            Moods moods,
            SimulatorServer server,
            ObjectMapper json,
            @Value("${renewal.simulators.port}") int port) {
        simulators.stream()
                .sorted(Comparator.comparing(Simulator::title))
                .forEach(it -> this.simulators.put(it.id(), it));
        this.moods = moods;
        this.server = server;
        this.json = json;
        this.port = port;
    }

    @Override
    public void start() {
        moods.begin();
        server.answer(this::reply);
        running = true;
    }

    @Override
    public void stop() {
        moods.end();
        server.answersAlone();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
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

    private Reply reply(Request request) {
        Optional<Simulator> simulator = simulators.values().stream()
                .filter(it -> request.path().startsWith("/" + it.id() + "/"))
                .findFirst();
        Request below = simulator.map(request::below).orElse(request);
        boolean people = simulator.map(it -> it.isForPeople(below.path())).orElse(true);
        if (people && isForeign(request)) {
            return Reply.none(403);
        }
        if (simulator.isEmpty()) {
            return page(request);
        }
        return people ? simulator.get().person(below) : answer(simulator.get(), below);
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

    private Reply page(Request request) {
        boolean reads = request.method().equals("GET");
        if (reads && request.path().equals("/")) {
            return Reply.page(Html.page("外部系统模拟器", links() + sections()));
        }
        if (reads && request.path().equals("/state")) {
            return Reply.json(200, json.valueToTree(state()).toString());
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
