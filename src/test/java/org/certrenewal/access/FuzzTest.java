package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.access.Endpoints.Endpoint;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.DeadlineDisposition;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.certrenewal.testing.Drawings;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Sends bodies that nobody would write to every {@code /api} call that takes one, and to the web applications' form
 * completion: no call fails on the server's side, and what is refused leaves nothing behind. Bodies are valid ones with
 * a part replaced, added or taken away, or any JSON, or no JSON at all.
 */
@RenewalTest
class FuzzTest {

    private static final Logger log = LoggerFactory.getLogger(FuzzTest.class);

    private static final int TRIES = 25;
    private static final int TRIES_IN_FULL = 120;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ServiceCatalogue catalogue;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Intruder> people = new LinkedHashMap<>();

    /** Holds a case that waits at a form, who has the task, and what the form would send. */
    private record Step(String user, Renewal renewal, String task, String element, Object section) {}

    @BeforeEach
    void wait_at_every_form() {
        TestClock.atStart();
        String service = catalogue.handledHere().code();
        step("w01", renewals.begunBy("w01"), Tasks.SEARCH_SERVICE, new ServiceChoice("特种作业", service, true));
        step("w01", renewals.begunBy("w01").choosesTheService(), Tasks.AUTHENTICATE_FACE, new Section.Nothing());
        String certificate = renewals.certificateOf("w01", TestClock.START.plusDays(80));
        step("w01", renewals.atForm("w01"), Tasks.FILL_FORM, renewals.form("330203", certificate));
        step("w01", filled(), Tasks.CHOOSE_PICKUP, Renewals.byPost());
        step("w01", filled().choosesPost(), Tasks.CONFIRM_INFORMATION, new Section.Nothing());
        step(
                "w01",
                filled().choosesElectronic().confirms(),
                Tasks.SIGN_APPLICATION,
                new Signature(Drawings.SIGNED, null, null, null, null));
        step(
                "o01",
                submitted(),
                Tasks.ACCEPT_APPLICATION,
                new Acceptance(
                        Acceptance.Answer.CORRECT,
                        List.of(new Acceptance.Missing("form.region", "与继续教育记录不一致，请核对")),
                        "holder-only",
                        "不是本人申请"));
        Renewal correcting = submitted().isToBeCorrected("o01", "form.region");
        step(
                "w01",
                correcting,
                Tasks.CORRECT_APPLICATION,
                new Correction(renewals.form("330203", certificate), Renewals.byPost()));
        step(
                "o01",
                submitted().isAccepted("o01"),
                Tasks.REVIEW_APPLICATION,
                new Review(Review.Verdict.REJECT, "ground-education", "查无继续教育的合格记录"));
        Renewal issued = filled().choosesPost()
                .confirms()
                .signs()
                .isAccepted("o01")
                .isApproved("o01")
                .hearsFromPartners();
        step("c01", issued, Tasks.POST_CERTIFICATE, new Posting("EMS", "EA123456789CN"));
        step("w01", issued, Tasks.COLLECT_CERTIFICATE, new Rating(5, "很好"));
        Renewal late = submitted().isAccepted("o01").livesUntil(TestClock.START.plusDays(40));
        step("s01", late, Tasks.EXTEND_DECISION, new DeadlineDisposition(DeadlineDisposition.Disposition.URGE, null));
    }

    private Renewal filled() {
        return renewals.atForm("w01").fillsTheForm(renewals.certificateOf("w01", TestClock.START.plusDays(80)));
    }

    private Renewal submitted() {
        return filled().choosesElectronic().confirms().signs();
    }

    private void step(String user, Renewal renewal, String element, Object section) {
        String task = renewal.task(element).getId();
        if (renewal.task(element).getAssignee() == null) {
            engine.getTaskService().claim(task, user);
        }
        people.computeIfAbsent(user, id -> Intruder.of(id, port));
        steps.add(new Step(user, renewal, task, element, section));
    }

    @AfterEach
    void end() {
        steps.stream()
                .map(Step::renewal)
                .filter(renewal -> !renewal.isOver())
                .forEach(renewal -> engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test"));
        TestClock.atStart();
    }

    @Test
    void should_withstand_any_body() {
        fuzz(TRIES);
    }

    @Test
    @Tag("full")
    void should_withstand_very_many_bodies() {
        fuzz(TRIES_IN_FULL);
    }

    private void fuzz(int tries) {
        JqwikSession.run(() -> {
            // The same bodies in each run; others with -Drenewal.fuzz.seed=…
            long seed = Long.getLong("renewal.fuzz.seed", 20_261_122L);
            Random random = new Random(seed);
            RandomGenerator<JsonNode> values = anything().generator(tries, true);
            Set<String> reached = new TreeSet<>();
            Map<Integer, Integer> answers = new LinkedHashMap<>();
            for (Step step : steps) {
                for (int i = 0; i < tries; i++) {
                    for (Call call : calls(step, values, random)) {
                        reached.add(call.method() + " " + call.endpoint());
                        Answer answer = attack(step, call, seed);
                        answers.merge(answer.status(), 1, Integer::sum);
                    }
                }
            }
            log.info("bodies sent, by answer: {}, seed {}", answers, seed);
            assertThat(reached).containsAll(endpointsWithBody());
            steps.forEach(step -> assertThat(people.get(step.user())
                            .get("/api/tasks/" + step.task())
                            .status())
                    .as("%s can still be opened, seed %d", step.element(), seed)
                    .isEqualTo(200));
        });
    }

    /**
     * A call that takes no body is tried as well, where a body is what it doesn't expect. No person reaches
     * {@code /api/v1}; {@code ApiContractTest} tries it with tokens.
     */
    private Set<String> endpointsWithBody() {
        return Endpoints.all(List.of(requestMappingHandlerMapping)).stream()
                .filter(endpoint -> endpoint.path().startsWith("/api/"))
                .filter(endpoint -> !endpoint.path().startsWith("/api/v1/"))
                .filter(endpoint -> !Set.of("GET", "HEAD", "OPTIONS", "TRACE").contains(endpoint.method()))
                .map(Endpoint::toString)
                .collect(Collectors.toSet());
    }

    /**
     * Names a call.
     *
     * @param draftAllowed whether a valid draft may be kept
     */
    private record Call(String method, String endpoint, String path, String body, boolean draftAllowed) {}

    private List<Call> calls(Step step, RandomGenerator<JsonNode> values, Random random) {
        String api = "/api/tasks/" + step.task();
        String at = "/api/tasks/{taskId}";
        int version = cases.withNumber(step.renewal().number()).version();
        JsonNode section = json.valueToTree(step.section());
        JsonNode mutant = mutant(section, values, random);
        String draft =
                object("version", NODES.numberNode(version), "section", mutant).toString();
        JsonNode completion = object(
                "version", NODES.numberNode(version + 1000), "direction", NODES.textNode("next"), "section", section);
        String number =
                steps.get((steps.indexOf(step) + 1) % steps.size()).renewal().number();
        String foreign = steps.stream()
                .filter(other -> !other.user().equals(step.user()))
                .findFirst()
                .orElseThrow()
                .task();
        return List.of(
                new Call("PUT", at + "/draft", api + "/draft", draft, true),
                new Call("PUT", at + "/draft", api + "/draft", any(values, random), false),
                new Call(
                        "POST",
                        at + "/completion",
                        api + "/completion",
                        text(mutant(completion, values, random), random),
                        false),
                new Call("POST", at + "/completion", api + "/completion", any(values, random), false),
                new Call(
                        "POST",
                        at + "/certificate",
                        api + "/certificate",
                        object("number", value(values, random)).toString(),
                        false),
                new Call(
                        "POST",
                        at + "/excluded-time",
                        api + "/excluded-time",
                        mutant(
                                        object(
                                                "version",
                                                NODES.numberNode(version + 1000),
                                                "reason",
                                                NODES.textNode("专家评审需要时间"),
                                                "workingDays",
                                                NODES.numberNode(5)),
                                        values,
                                        random)
                                .toString(),
                        false),
                new Call(
                        "DELETE",
                        at + "/excluded-time",
                        api + "/excluded-time?version=" + (version + 1000),
                        any(values, random),
                        false),
                new Call(
                        "POST",
                        at + "/extension-proposal",
                        api + "/extension-proposal",
                        mutant(
                                        object(
                                                "version",
                                                NODES.numberNode(version + 1000),
                                                "reasons",
                                                NODES.textNode("向外省核实从业记录需要时间")),
                                        values,
                                        random)
                                .toString(),
                        false),
                new Call(
                        "POST",
                        at + "/face/consent",
                        api + "/face/consent",
                        object("agreed", value(values, random)).toString(),
                        false),
                new Call(
                        "POST",
                        at + "/face/counter",
                        api + "/face/counter",
                        object("office", value(values, random)).toString(),
                        false),
                new Call("PUT", at + "/photo", api + "/photo", any(values, random), false),
                new Call("DELETE", at + "/photo", api + "/photo", any(values, random), false),
                new Call("POST", at + "/face", "/api/tasks/" + foreign + "/face", any(values, random), false),
                new Call("POST", at + "/claim", "/api/tasks/" + foreign + "/claim", any(values, random), false),
                new Call(
                        "POST",
                        "/api/cases/{number}/withdrawal",
                        "/api/cases/" + number.replace('3', '4') + "/withdrawal",
                        any(values, random),
                        false),
                new Call(
                        "POST",
                        "submit-form",
                        "/camunda/api/engine/engine/default/task/" + step.task() + "/submit-form",
                        text(variables(values, random), random),
                        false));
    }

    private Answer attack(Step step, Call call, long seed) {
        String before = stored(step, false);
        String beforeWithoutDraft = stored(step, true);
        Answer answer = people.get(step.user()).send(call.method(), call.path(), "application/json", call.body());
        String sent = call.body().length() > 300 ? call.body().substring(0, 300) + "…" : call.body();
        assertThat(answer.status())
                .as("%s at %s with %s, seed %d: %s", call.endpoint(), step.element(), sent, seed, answer.body())
                .isLessThan(500);
        // The shipped resources name the type of a refusal; ours don't.
        assertThat(answer.body()).doesNotContain("\tat ", call.path().startsWith("/api/") ? "Exception" : "\tat ");
        boolean kept = call.draftAllowed() && answer.isSuccess();
        assertThat(stored(step, kept))
                .as(
                        "%s at %s with %s, answered %d, seed %d",
                        call.endpoint(), step.element(), sent, answer.status(), seed)
                .isEqualTo(kept ? beforeWithoutDraft : before);
        return answer;
    }

    /** Returns everything of the case that could have changed. */
    private String stored(Step step, boolean withoutOwnDraft) {
        String number = step.renewal().number();
        String sections = jdbc.sql("select name, content from case_section where case_number = ? order by name")
                .param(number)
                .query((row, index) -> row.getString(1) + row.getString(2))
                .list()
                .toString();
        return step.renewal().variables() + "|" + step.renewal().openTasks() + "|"
                + step.renewal().eventKinds()
                + (withoutOwnDraft ? "" : sections + cases.withNumber(number).version());
    }

    private static ObjectNode object(Object... namesAndValues) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], (JsonNode) namesAndValues[i + 1]);
        }
        return object;
    }

    private static JsonNode value(RandomGenerator<JsonNode> values, Random random) {
        return values.next(random).value();
    }

    /** Replaces, adds or takes away one part, somewhere. */
    private static JsonNode mutant(JsonNode valid, RandomGenerator<JsonNode> values, Random random) {
        JsonNode copy = valid.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        collect(copy, containers);
        if (containers.isEmpty() || random.nextInt(10) == 0) {
            return value(values, random);
        }
        JsonNode container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ArrayNode array) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                array.add(
                        array.isEmpty() || random.nextBoolean()
                                ? value(values, random)
                                : array.get(0).deepCopy());
            }
        } else if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", value(values, random));
                default -> object.set(name, value(values, random));
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    /** Writes JSON, and sometimes breaks it off; never before it began, as no body at all is a plain completion. */
    private static String text(JsonNode node, Random random) {
        String text = node.toString();
        return random.nextInt(8) == 0 && text.length() > 1
                ? text.substring(0, 1 + random.nextInt(text.length() - 1))
                : text;
    }

    private static String any(RandomGenerator<JsonNode> values, Random random) {
        return text(value(values, random), random);
    }

    /** Returns what a form completion of the web applications could carry. */
    private static JsonNode variables(RandomGenerator<JsonNode> values, Random random) {
        ObjectNode variables = NODES.objectNode();
        List<String> names = List.of("direction", "applicant", "outcome", "x", "camunda:initiator", "");
        List<String> types =
                List.of("String", "Integer", "Date", "Object", "File", "Json", "Xml", "Bytes", "Null", "x", "");
        for (int i = random.nextInt(3); i >= 0; i--) {
            ObjectNode variable = object(
                    "value", value(values, random), "type", NODES.textNode(types.get(random.nextInt(types.size()))));
            if (random.nextInt(3) == 0) {
                variable.set(
                        "valueInfo",
                        object(
                                "objectTypeName",
                                NODES.textNode("javax.sql.DataSource"),
                                "serializationDataFormat",
                                NODES.textNode("application/x-java-serialized-object")));
            }
            // One that isn't allowed is always among them.
            variables.set(
                    i == 0 ? names.get(1 + random.nextInt(names.size() - 1)) : names.get(random.nextInt(names.size())),
                    variable);
        }
        return mutantOrSame(object("variables", variables), values, random);
    }

    private static JsonNode mutantOrSame(JsonNode node, RandomGenerator<JsonNode> values, Random random) {
        if (random.nextInt(4) != 0) {
            return node;
        }
        ((ObjectNode) node).set("withVariablesInReturn", value(values, random));
        return node;
    }

    private static Arbitrary<JsonNode> anything() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.strings().ascii().ofMaxLength(30),
                Arbitraries.strings().numeric().ofMaxLength(20),
                Arbitraries.of(
                        "",
                        " ",
                        "\u0000",
                        "\uD800",
                        "null",
                        "${''.getClass()}",
                        "#{x}",
                        "' or '1'='1",
                        "<script>alert(1)</script>",
                        "../../etc/passwd",
                        "2026-13-45",
                        "9".repeat(400),
                        "字".repeat(3000),
                        "data:image/png;base64,AAAA",
                        "data:image/png;base64,%%%",
                        "data:image/svg+xml;base64,PHN2Zy8+",
                        "__proto__"));
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                texts.map(NODES::textNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.integers().between(-2, 40).map(NODES::numberNode),
                Arbitraries.of("1e400", "-1e-400", "0.1", "12345678901234567890123")
                        .map(number -> NODES.numberNode(new BigDecimal(number))),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        leaves,
                        inner.list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list)),
                        Combinators.combine(texts, inner).as((name, node) -> object(name, node))),
                0,
                3);
    }
}
