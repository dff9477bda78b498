package org.certrenewal.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.certrenewal.casefile.Direction;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.Browser;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.SimulatedPartners;
import org.certrenewal.testing.TestClock;
import org.certrenewal.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Makes each partner in turn hang for 30 seconds and then answer errors for a minute, while people go on with
 * everything else: no thread of the web server and no connection of the database may wait for it, the others may notice
 * nothing, and afterwards everything must have arrived, once. Who is logged in by a provider that fails goes on; who
 * wants to log in reads one sentence. The figures stand in {@code target/partners-fail.txt};
 * {@code -Drenewal.faults.broken=15} lets errors last for so many seconds only. Run alone:
 *
 * <pre>mvn test-compile surefire:test@journeys -Dtest=PartnersFailTest -DexcludedGroups=none</pre>
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "renewal.data=target/test-data",
            // A parcel's way isn't looked at: its questions would be in the outbox at any time.
            "renewal.courier.look=PT1H",
            "renewal.face.ask=PT1H",
            // So often that one who looks at the provider waits for it at any time.
            "renewal.login.look=PT2S",
            "renewal.login.check=PT2S",
            "renewal.face.code-lifetime=PT15M"
        })
@ActiveProfiles({"demo", "partners"})
@AutoConfigureMockMvc
@AutoConfigureObservability
@Import(Renewals.class)
@ContextConfiguration(initializers = TestDatabase.class)
@DirtiesContext
@Tag("measure")
class PartnersFailTest {

    private static final Path FIGURES = Path.of("target/partners-fail.txt");
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final int QUIET = 10;
    private static final int HANGING = 30;
    private static final int BROKEN = Integer.getInteger("renewal.faults.broken", 60);
    private static final int EVERY = 9;
    private static final int ACTIONS = (QUIET + HANGING + BROKEN) / EVERY;
    private static final int CLIENTS = 2;
    private static final int PAUSE_MILLIS = 40;
    private static final int SAMPLE_MILLIS = 50;
    private static final String LOGIN = "login";
    private static final String BY_PROVIDER = "/oauth2/authorization/workers";
    private static final String SENTENCE = "现在无法通过这个平台登录：平台没有答复。请过几分钟再试，或者换一种方式登录。";

    /** Where partners are called from. */
    private static final Set<String> CALLS = Set.of(
            "org.certrenewal.partners.PartnerLine",
            "org.certrenewal.access.oidc.ProviderHttp",
            "org.certrenewal.documents.adapters.BoundedHttp");

    private static final Duration LULL = Duration.ofSeconds(2);
    private static final double MOST = 1.2;

    /** What a machine that does other things too may add; the figures in the file are without it. */
    private static final double NOISE_MILLIS = 25;

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private JdbcClient jdbc;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS + 3);
    private final HttpClient phone = HttpClient.newHttpClient();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final StringBuilder figures = new StringBuilder();
    private volatile Phase phase = new Phase("warm-up");
    private volatile boolean resting;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger letIn = new AtomicInteger();
    private final AtomicInteger sentAway = new AtomicInteger();

    /** Gathers what is measured in a while. */
    private static final class Phase {
        private final String name;
        private final Map<String, Queue<Long>> times = new java.util.concurrent.ConcurrentHashMap<>();
        private final Queue<int[]> held = new ConcurrentLinkedQueue<>();

        Phase(String name) {
            this.name = name;
        }

        void took(String step, long nanos) {
            times.computeIfAbsent(step, it -> new ConcurrentLinkedQueue<>()).add(nanos);
        }
    }

    /** Says what is sent to a partner while it fails. */
    private record Feed(String partner, Queue<Runnable> actions) {}

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry settings) {
        SimulatedPartners.settings(settings);
    }

    @BeforeEach
    void begin() {
        TestClock.runFromStart();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void should_let_everything_else_go_on_and_deliver_once_afterwards() throws Exception {
        List<Renewal> reviewed =
                IntStream.range(0, ACTIONS).mapToObj(it -> inReview(false)).toList();
        List<Renewal> signed =
                IntStream.range(0, ACTIONS).mapToObj(it -> inReview(false)).toList();
        List<Renewal> timestamped =
                IntStream.range(0, ACTIONS).mapToObj(it -> inReview(false)).toList();
        List<Renewal> posted =
                IntStream.range(0, ACTIONS).mapToObj(it -> inReview(true)).toList();
        posted.forEach(this::approve);
        posted.forEach(it -> awaits(it, Tasks.POST_CERTIFICATE));
        List<Renewal> begun = IntStream.range(0, ACTIONS)
                .mapToObj(it -> renewals.begunBy("w01"))
                .toList();
        List<Browser> people = IntStream.range(0, ACTIONS)
                .mapToObj(it -> Browser.of(port, "w%02d".formatted(it + 1)))
                .toList();
        steps();
        threads.scheduleAtFixedRate(this::sample, 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        during("warm-up", 2 * QUIET);

        List<Phase> quiet = new ArrayList<>();
        List<Phase> failing = new ArrayList<>();
        for (Feed feed : List.of(
                new Feed("face", queue(begun, Renewal::choosesTheService)),
                new Feed("registry", queue(reviewed, this::approve)),
                new Feed("mail", queue(people, it -> address(it, "mail", mail(people.indexOf(it))))),
                new Feed("sms", queue(people, it -> address(it, "phone", number(people.indexOf(it))))),
                new Feed("courier", queue(posted, PartnersFailTest::giveToTheCourier)),
                new Feed("seals", queue(signed, this::approve)),
                new Feed("timestamps", queue(timestamped, this::approve)),
                new Feed(LOGIN, queue(people, it -> comesByProvider())))) {
            var feeding = threads.scheduleAtFixedRate(() -> act(feed), 1, EVERY, TimeUnit.SECONDS);
            quiet.add(during(feed.partner() + " well", QUIET));
            failing.add(hang(feed.partner()));
            SimulatedPartners.set(feed.partner(), "BROKEN");
            failing.add(during(feed.partner() + " broken", BROKEN));
            SimulatedPartners.set(feed.partner(), "WELL");
            feeding.cancel(false);
            while (!feed.actions().isEmpty()) {
                act(feed);
            }
        }
        quiet.add(during("all well again", QUIET));
        resting = true;
        arrives();
        tell(quiet, failing);

        assertThat(troubles).isEmpty();
        assertThat(letIn.get()).as("let in by the provider").isPositive();
        assertThat(sentAway.get()).as("told that the provider is away").isGreaterThan(BROKEN / EVERY);
        once(begun, List.of(reviewed, signed, timestamped, posted));
        for (int i = 0; i < failing.size(); i++) {
            double usual = usual(quiet, i);
            assertThat(p95(times(List.of(failing.get(i)))))
                    .as("p95 of all other steps while %s, in ms; quiet %.1f", failing.get(i).name, usual)
                    .isLessThanOrEqualTo(usual * MOST + NOISE_MILLIS);
        }
    }

    /**
     * Returns the p95 of the quiet whiles before and after a partner's two failures: a machine gets faster and slower.
     */
    private static double usual(List<Phase> quiet, int failing) {
        return p95(times(quiet.subList(failing / 2, failing / 2 + 2)));
    }

    private static <T> Queue<Runnable> queue(List<T> of, java.util.function.Consumer<T> action) {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        of.forEach(it -> queue.add(() -> action.accept(it)));
        return queue;
    }

    private void act(Feed feed) {
        Runnable action = feed.actions().poll();
        if (action != null) {
            try {
                action.run();
            } catch (RuntimeException | AssertionError e) {
                troubles.add("for " + feed.partner() + ": " + e);
            }
        }
    }

    /** Leads a case as far as the decision, by electronic copy or by post. */
    private Renewal inReview(boolean byPost) {
        String certificate = renewals.certificateOf("w01", TestClock.START.plusDays(80));
        Renewal renewal = renewals.begunBy("w01").choosesTheService();
        confirmOnThePhone(renewal.number());
        awaits(renewal, Tasks.FILL_FORM);
        renewal.fillsTheForm(certificate);
        (byPost ? renewal.choosesPost() : renewal.choosesElectronic())
                .confirms()
                .signs();
        awaits(renewal, Tasks.ACCEPT_APPLICATION);
        renewal.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        awaits(renewal, Tasks.REVIEW_APPLICATION);
        return renewal;
    }

    private static void awaits(Renewal renewal, String task) {
        await().atMost(PATIENCE).until(() -> renewal.task(task) != null);
    }

    private void approve(Renewal renewal) {
        renewal.completes(
                "o01", Tasks.REVIEW_APPLICATION, Direction.NEXT, new Review(Review.Verdict.APPROVE, null, null));
    }

    private static void giveToTheCourier(Renewal renewal) {
        renewal.completes("c01", Tasks.POST_CERTIFICATE, Direction.NEXT, new Posting(null, null, "COURIER"));
    }

    private static void address(Browser person, String way, String address) {
        HttpResponse<String> answer = person.form("/my/notifications/" + way + "/address", Map.of("address", address));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    }

    /** Whoever comes while the provider is well is let in; whoever comes otherwise reads one sentence. */
    private void comesByProvider() {
        boolean well = isOffered();
        Browser visitor = Browser.anonymous(port);
        HttpResponse<String> end = atProvider(visitor);
        if (end.uri().getPath().equals("/login")) {
            assertThat(end.body()).contains(SENTENCE);
            sentAway.incrementAndGet();
        } else {
            assertThat(well).as("let in by a provider that is away").isTrue();
            assertThat(visitor.get("/my/cases").statusCode()).isEqualTo(200);
            letIn.incrementAndGet();
        }
    }

    /** Goes to the provider, says who it is, and comes back. */
    private HttpResponse<String> atProvider(Browser visitor) {
        HttpResponse<String> last = visitor.get(BY_PROVIDER);
        while (last.statusCode() == 302 || last.statusCode() == 303) {
            String place = last.headers().firstValue("Location").orElseThrow();
            last = visitor.get(place.contains("/login/workers/authorize?") ? place + "&login=p01" : place);
        }
        return last;
    }

    /** Tells whether the log-in page has a button of the provider's. */
    private boolean isOffered() {
        return Browser.anonymous(port).get("/login").body().contains(BY_PROVIDER);
    }

    private static String mail(int person) {
        return "person%02d@example.com".formatted(person);
    }

    private static String number(int person) {
        return "138000020%02d".formatted(person);
    }

    /** The check is found by its case, and called back signed. */
    private void confirmOnThePhone(String caseNumber) {
        String session = await().atMost(PATIENCE)
                .until(() -> keys("face", caseNumber), it -> !it.isEmpty())
                .get(0);
        HttpRequest confirmation = HttpRequest.newBuilder(
                        URI.create(SimulatedPartners.address() + "face/phone/SIM-" + session))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("answer=PASSED"))
                .build();
        // The simulator may have it before the answer is with us: a callback that comes first is repeated by asking.
        await().atMost(PATIENCE)
                .until(() -> jdbc.sql("select count(*) from face_session where id = ? and state = 'WAITING'")
                                .param(session)
                                .query(Integer.class)
                                .single()
                        == 1);
        try {
            assertThat(phone.send(confirmation, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(303);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns the keys under which a partner has taken something that reads so. */
    private static List<String> keys(String partner, String what) {
        return SimulatedPartners.state(partner).path("taken").properties().stream()
                .filter(it -> it.getValue().asText().contains(what))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Lets people do what has nothing to do with partners, one thing after the other. */
    private void steps() {
        Browser worker = Browser.of(port, "w12");
        Browser officer = Browser.of(port, "o02");
        Browser nobody = Browser.anonymous(port);
        Browser known = Browser.anonymous(port);
        await().atMost(PATIENCE).until(this::isOffered);
        assertThat(atProvider(known).uri().getPath()).isEqualTo("/");
        String task = worker.form("/renewals", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceFirst("^.*task=([A-Za-z0-9-]+).*$", "$1");
        AtomicInteger version = new AtomicInteger(
                worker.json("/api/tasks/" + task).get("version").asInt());
        String filter = StreamSupport.stream(
                        officer.json(ENGINE + "/filter?resourceType=Task").spliterator(), false)
                .filter(it -> it.get("name").asText().equals("待受理"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
        Map<String, java.util.function.Supplier<HttpResponse<String>>> steps = new LinkedHashMap<>();
        steps.put("home", () -> worker.get("/"));
        steps.put("my cases", () -> worker.get("/my/cases"));
        steps.put("my certificates", () -> worker.get("/my/certificates"));
        steps.put("a form", () -> worker.get("/api/tasks/" + task));
        steps.put("a draft", () -> {
            // One after the other: each leads to the version of the next.
            synchronized (version) {
                HttpResponse<String> answer = worker.write(
                        "PUT",
                        "/api/tasks/" + task + "/draft",
                        Map.of("version", version.get(), "section", Map.of("query", "特种作业")));
                version.set(Browser.tree(answer.body()).path("version").asInt(version.get()));
                return answer;
            }
        });
        steps.put(
                "an officer's list",
                () -> officer.post(ENGINE + "/filter/" + filter + "/list?firstResult=0&maxResults=15", Map.of()));
        steps.put("the cases of who came by a provider", () -> known.get("/my/cases"));
        steps.put("log-in page", () -> nobody.get("/login"));
        steps.put("verification", () -> nobody.get("/verify"));
        List<String> names = List.copyOf(steps.keySet());
        AtomicInteger turn = new AtomicInteger();
        for (int client = 0; client < CLIENTS; client++) {
            threads.scheduleWithFixedDelay(
                    () -> {
                        String name = names.get(turn.getAndIncrement() % names.size());
                        step(name, steps.get(name));
                    },
                    0,
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void step(String name, java.util.function.Supplier<HttpResponse<String>> step) {
        if (resting) {
            return;
        }
        underWay.incrementAndGet();
        Phase now = phase;
        long begin = System.nanoTime();
        try {
            int status = step.get().statusCode();
            now.took(name, System.nanoTime() - begin);
            if (status != 200) {
                troubles.add(now.name + ": " + name + " was answered " + status);
            }
        } catch (RuntimeException e) {
            troubles.add(now.name + ": " + name + " failed: " + e);
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void sample() {
        phase.held.add(new int[] {busy(), active()});
    }

    /** Returns how many threads of the web server are busy. */
    private int busy() {
        return (int) meters.get("tomcat.threads.busy").gauge().value();
    }

    /** Returns how many connections of the database are in use. */
    private int active() {
        return (int) meters.get("hikaricp.connections.active").gauge().value();
    }

    private Phase during(String name, int seconds) throws InterruptedException {
        Phase begun = new Phase(name);
        phase = begun;
        CountDownLatch over = new CountDownLatch(1);
        threads.schedule(over::countDown, seconds, TimeUnit.SECONDS);
        assertThat(over.await(2L * seconds + 10, TimeUnit.SECONDS)).isTrue();
        return begun;
    }

    /**
     * Lets a partner hang. In the middle nobody asks anything for two seconds, in which it keeps us waiting: what is
     * held then, it holds.
     */
    private Phase hang(String partner) throws InterruptedException {
        long begin = System.nanoTime();
        SimulatedPartners.set(partner, "HANGING");
        Phase hanging = new Phase(partner + " hanging");
        phase = hanging;
        await().atMost(Duration.ofSeconds(HANGING / 2)).until(() -> isKeptWaiting(partner));
        if (partner.equals(LOGIN)) {
            // Who comes before anybody knows waits for it; who comes later doesn't.
            await().atMost(Duration.ofSeconds(HANGING / 2)).until(() -> !isOffered());
        }
        resting = true;
        await().atMost(PATIENCE).until(() -> underWay.get() == 0);
        Phase lull = new Phase(partner + " hanging, nobody asks");
        phase = lull;
        Queue<String> waiting = new ConcurrentLinkedQueue<>();
        await().pollInterval(Duration.ofMillis(200))
                .during(LULL)
                .atMost(LULL.plusSeconds(5))
                .until(() -> {
                    inPartners().forEach(waiting::add);
                    return isKeptWaiting(partner);
                });
        phase = hanging;
        resting = false;
        assertThat(lull.held).as("samples of %s", lull.name).hasSizeGreaterThan(10);
        assertThat(lull.held.stream().mapToInt(it -> it[0]).min().orElseThrow())
                .as("threads of the web server, held by %s", partner)
                .isZero();
        assertThat(lull.held.stream().mapToInt(it -> it[1]).min().orElseThrow())
                .as("connections of the database, held by %s", partner)
                .isZero();
        assertThat(waiting)
                .as("threads that wait for %s", partner)
                .isNotEmpty()
                .noneMatch(it -> it.startsWith("http-"));
        figures.append(String.format(
                Locale.ROOT,
                "%-38s least held: %d web threads, %d connections; waiting in: %s%n",
                lull.name,
                0,
                0,
                waiting.stream().distinct().toList()));
        CountDownLatch over = new CountDownLatch(1);
        threads.schedule(
                over::countDown,
                Math.max(0, TimeUnit.SECONDS.toNanos(HANGING) - (System.nanoTime() - begin)),
                TimeUnit.NANOSECONDS);
        assertThat(over.await(2L * HANGING, TimeUnit.SECONDS)).isTrue();
        return hanging;
    }

    private static boolean isKeptWaiting(String partner) {
        return SimulatedPartners.state(partner).path("waiting").asInt() > 0;
    }

    /** Returns the names of the threads that are in a call of a partner. */
    private static List<String> inPartners() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(it -> Arrays.stream(it.getValue()).anyMatch(frame -> CALLS.contains(frame.getClassName())))
                .map(it -> it.getKey().getName())
                .toList();
    }

    private void arrives() {
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(jdbc.sql(
                                        "select kind || ' ' || coalesce(last_error, '') from outbox_message where done_at is null")
                                .query(String.class)
                                .list())
                        .isEmpty());
    }

    /** Nothing is lost, and nothing came twice under two keys; what came twice under one was recognised. */
    private void once(List<Renewal> begun, List<List<Renewal>> approved) {
        begun.forEach(it -> assertThat(keys("face", it.number())).hasSize(1));
        for (Renewal one : approved.stream().flatMap(List::stream).toList()) {
            String number = one.file().certificateNumber().orElseThrow();
            JsonNode taken = SimulatedPartners.state("registry").path("taken");
            assertThat(StreamSupport.stream(((Iterable<String>) taken::fieldNames).spliterator(), false)
                            .filter(it -> it.startsWith(number)))
                    .containsExactly(number + "/v2");
            assertThat(one.eventKinds()).containsOnlyOnce("issued", "published");
        }
        for (int person = 0; person < ACTIONS; person++) {
            assertThat(keys("mail", mail(person))).hasSize(1);
            assertThat(keys("sms", number(person))).hasSize(1);
        }
        assertThat(SimulatedPartners.state("courier").path("taken")).hasSize(ACTIONS);
    }

    private static double[] times(Collection<Phase> phases) {
        return phases.stream()
                .flatMap(it -> it.times.values().stream())
                .flatMap(Collection::stream)
                .mapToDouble(it -> it / 1e6)
                .sorted()
                .toArray();
    }

    private static double p95(double[] sorted) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)];
    }

    private void tell(List<Phase> quiet, List<Phase> failing) throws IOException {
        List<Phase> all = new ArrayList<>();
        Phase together = new Phase("all partners well");
        quiet.forEach(it -> {
            it.times.forEach((step, times) -> times.forEach(time -> together.took(step, time)));
            together.held.addAll(it.held);
        });
        all.add(together);
        all.addAll(failing);
        for (Phase one : all) {
            double usual = one == together ? p95(times(quiet)) : usual(quiet, failing.indexOf(one));
            double[] times = times(List.of(one));
            figures.append(String.format(
                    Locale.ROOT,
                    "%-38s %5d steps, median %6.1f ms, p95 %6.1f ms = %.2f x quiet; busy web threads: mean %.2f, most %d;"
                            + " connections in use: mean %.2f, most %d%n",
                    one.name,
                    times.length,
                    times[times.length / 2],
                    p95(times),
                    p95(times) / usual,
                    one.held.stream().mapToInt(it -> it[0]).average().orElse(0),
                    one.held.stream().mapToInt(it -> it[0]).max().orElse(0),
                    one.held.stream().mapToInt(it -> it[1]).average().orElse(0),
                    one.held.stream().mapToInt(it -> it[1]).max().orElse(0)));
        }
        for (String partner : List.of("face", "registry", "mail", "sms", "courier", "seals", "timestamps")) {
            JsonNode times = SimulatedPartners.state(partner).path("times");
            int came = StreamSupport.stream(times.spliterator(), false)
                    .mapToInt(JsonNode::asInt)
                    .sum();
            figures.append(String.format(
                    Locale.ROOT,
                    "%-38s %d done, %d more came again and were recognised%n",
                    partner,
                    times.size(),
                    came - times.size()));
        }
        Files.writeString(FIGURES, figures, UTF_8);
    }
}
