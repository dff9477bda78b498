package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.Group;
import org.certrenewal.access.Endpoints.Endpoint;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.RenewalProcess.Tasks;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Makes every call that the running application has, and every call that {@code access/door.yaml} allows, with what is
 * gone, somebody else's, suspended, of the wrong type, empty, deep and long. None may be answered as a fault of the
 * server, none that is for programs with a page, and no refusal in the engine's words.
 */
@RenewalTest
class CrawlTest {

    private static final Pattern ENGINES_WORDS = Pattern.compile(
            "ENGINE-\\d|org\\.camunda|org\\.springframework|[A-Za-z]+Exception|\\tat |Cannot find [a-z]+ with id|HTTP 4\\d\\d");

    /** Who has to do with the case, and who hasn't. */
    private static final Map<Role, List<String>> PEOPLE = Map.of(
            Role.APPLICANT, List.of("w01", "w02"),
            Role.OFFICER, List.of("o01", "o11"),
            Role.SUPERVISOR, List.of("s01", "s11"),
            Role.CLERK, List.of("c01", "c11"),
            Role.ANALYST, List.of("a01", "a01"),
            Role.ADMIN, List.of("admin", "admin"));

    /** Says what is the matter with a call. */
    private enum Kind {
        GONE,
        FOREIGN,
        SUSPENDED,
        WRONG_TYPE,
        EMPTY,
        DEEP,
        LONG
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Papers papers;

    @Autowired
    private Door door;

    @Autowired
    private List<RequestMappingInfoHandlerMapping> mappings;

    private final Map<String, Intruder> people = new HashMap<>();
    private final Map<String, UsernamePasswordAuthenticationToken> logins = new HashMap<>();
    private final Map<Renewal, Map<String, String>> ids = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Renewal running;
    private Renewal suspended;
    private String filter;
    private String deployment;

    @BeforeEach
    void accept() {
        TestClock.atStart();
        running = accepted();
        suspended = accepted();
        engine.getRuntimeService().suspendProcessInstanceById(suspended.instanceId());
        filter = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("待审核")
                .singleResult()
                .getId();
        deployment = engine.getRepositoryService()
                .createDeploymentQuery()
                .list()
                .get(0)
                .getId();
    }

    private Renewal accepted() {
        Renewal renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)))
                .isAccepted("o01");
        engine.getTaskService().claim(renewal.task(Tasks.REVIEW_APPLICATION).getId(), "o01");
        return renewal;
    }

    @AfterEach
    void end() {
        for (Renewal renewal : List.of(running, suspended)) {
            if (!renewal.isOver()) {
                engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
            }
        }
    }

    @Test
    void should_call_nothing_a_fault_that_a_client_did() throws IOException {
        crawl(false);
    }

    @Test
    @Tag("full")
    void should_call_nothing_a_fault_that_any_client_did_in_any_way() throws IOException {
        crawl(true);
    }

    private void crawl(boolean all) throws IOException {
        Set<Endpoint> calls = new LinkedHashSet<>(Endpoints.all(mappings));
        assertThat(calls).hasSizeGreaterThan(400);
        Set<String> doorLines = new LinkedHashSet<>(doorLines());
        assertThat(doorLines).hasSizeGreaterThan(100);
        doorLines.forEach(line -> calls.add(new Endpoint(line.split("\\s+")[0], line.split("\\s+")[1])));
        Set<Endpoint> made = new LinkedHashSet<>();
        List<Kind> kinds = List.copyOf(EnumSet.allOf(Kind.class));
        int index = 0;
        for (Endpoint call : calls) {
            // A sample takes one kind of each call that no role makes or that the door lists, and two of the others.
            boolean little = call.path().contains("*");
            for (int i = 0; i < (all ? kinds.size() : little ? 1 : 2); i++) {
                boolean reached = make(call, kinds.get((index + i) % kinds.size()), all);
                if (!reached && !all) {
                    break;
                }
            }
            made.add(call);
            index++;
        }
        assertThat(faults).isEmpty();
        assertThat(made).as("every call is made").containsAll(calls);
    }

    private static List<String> doorLines() throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/access/door.yaml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("- "))
                .map(line -> line.substring(2).strip())
                .toList();
    }

    /** Makes it as somebody whom the door lets in; tells whether there is anybody. */
    private boolean make(Endpoint call, Kind kind, boolean everyRole) {
        boolean concernsOthers = kind == Kind.FOREIGN || kind == Kind.SUSPENDED;
        List<Role> roles = new ArrayList<>();
        for (Role role : Role.values()) {
            String path = path(call, kind, person(role, kind));
            if (passes(call.method(), path, role, kind) && (everyRole || roles.isEmpty())) {
                roles.add(role);
            }
        }
        if (roles.isEmpty()) {
            // Behind the door nothing is reached; the door's own answer counts too.
            send(call, kind, "w02", call.path());
        }
        for (Role role : roles) {
            if (role == Role.ADMIN && concernsOthers && changes(call)) {
                // It is the administrator's right, and would take the ground from the other calls.
                send(call, Kind.GONE, person(role, kind), call.path());
            } else {
                send(call, kind, person(role, kind), call.path());
            }
        }
        return !roles.isEmpty();
    }

    private static boolean changes(Endpoint call) {
        return !List.of("GET", "HEAD", "OPTIONS").contains(call.method());
    }

    private static String person(Role role, Kind kind) {
        return PEOPLE.get(role).get(kind == Kind.SUSPENDED ? 0 : 1);
    }

    private boolean passes(String method, String path, Role role, Kind kind) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path.replaceFirst("\\?.*", ""));
        request.setServletPath(request.getRequestURI());
        String person = person(role, kind);
        UsernamePasswordAuthenticationToken login = logins.computeIfAbsent(
                person,
                it -> UsernamePasswordAuthenticationToken.authenticated(
                        it,
                        null,
                        AuthorityUtils.createAuthorityList(
                                engine.getIdentityService().createGroupQuery().groupMember(it).list().stream()
                                        .map(Group::getId)
                                        .toArray(String[]::new))));
        return door.authorize(() -> login, new RequestAuthorizationContext(request))
                .isGranted();
    }

    private void send(Endpoint call, Kind kind, String person, String pattern) {
        boolean endsTheSession = pattern.endsWith("/logout");
        Intruder intruder = endsTheSession
                ? Intruder.of(person, port)
                : people.computeIfAbsent(person, it -> Intruder.of(it, port));
        String path = path(call, kind, person);
        boolean hasBody = changes(call) && !"TRACE".equals(call.method());
        boolean forPrograms = path.startsWith("/api/") || path.startsWith("/camunda/api/");
        String type = !hasBody ? null : type(kind, forPrograms);
        String body = !hasBody ? null : body(kind, forPrograms);
        Answer answer = intruder.send(call.method(), path, type, body);
        String what = kind + " " + person + " " + call + " with " + type + ": " + answer.status() + " "
                + answer.body().substring(0, Math.min(300, answer.body().length()));
        if (answer.status() >= 500 && !path.startsWith("/actuator/health")) {
            faults.add("a fault: " + what);
        }
        if (forPrograms && answer.header("Content-Type").contains("text/html") && answer.status() >= 400) {
            faults.add("a page for a program: " + what);
        }
        if (answer.status() >= 400 && ENGINES_WORDS.matcher(answer.body()).find()) {
            faults.add("the engine's words: " + what);
        }
    }

    private static String type(Kind kind, boolean forPrograms) {
        if (kind == Kind.WRONG_TYPE) {
            return forPrograms ? "*/*" : "application/json";
        }
        return forPrograms ? "application/json" : "application/x-www-form-urlencoded";
    }

    private static String body(Kind kind, boolean forPrograms) {
        return switch (kind) {
            case EMPTY -> forPrograms ? "null" : "";
            case DEEP -> forPrograms ? "{\"query\":".repeat(1500) + "{}" + "}".repeat(1500) : "x=" + "[".repeat(3000);
            case LONG -> forPrograms ? "{\"reason\":\"" + "字".repeat(20_000) + "\"}" : "reason=" + "z".repeat(50_000);
            case WRONG_TYPE -> "7";
            default -> forPrograms ? "{}" : "";
        };
    }

    private String path(Endpoint call, Kind kind, String person) {
        List<String> parts = new ArrayList<>();
        String before = "";
        for (String part : call.path().split("/", -1)) {
            boolean open = part.contains("{") || part.equals("*") || part.equals("**");
            parts.add(open ? part.replaceAll("\\{[^}]*}|\\*\\*?", value(before, part, kind, person)) : part);
            before = part;
        }
        String path = String.join("/", parts);
        boolean reads = !changes(call);
        return switch (kind) {
            case WRONG_TYPE ->
                path
                        + (reads
                                ? "?firstResult=x&maxResults=99999999999&sortBy=%7B&sortOrder=up&ids=%00&version=x&from=x&page=-1"
                                : "?version=x");
            case LONG -> path + "?ids=" + "x".repeat(3000);
            case DEEP -> path + "?number=" + "%5B".repeat(500);
            default -> path;
        };
    }

    private String value(String before, String part, Kind kind, String person) {
        if (part.equals("{me}")) {
            return person;
        }
        if (kind == Kind.LONG && !part.equals("{id}")) {
            return "z".repeat(1500);
        }
        boolean exists = kind == Kind.FOREIGN || kind == Kind.SUSPENDED;
        Renewal renewal = kind == Kind.SUSPENDED ? suspended : running;
        Map<String, String> its = ids.computeIfAbsent(renewal, this::idsOf);
        String gone =
                UUID.nameUUIDFromBytes(part.getBytes(StandardCharsets.UTF_8)).toString();
        return switch (before) {
            case "engine", "user-default", "base", "adminPlugins" -> "default";
            case "task", "tasks" -> exists ? its.get("task") : gone;
            case "process-instance", "execution" -> exists ? renewal.instanceId() : gone;
            case "process-definition" ->
                exists || part.equals("{definition}")
                        ? exists ? its.get("definition") : "certificate-renewal:9:" + gone
                        : gone;
            case "key" -> exists ? "certificate-renewal" : "gone";
            case "user", "members" -> exists ? "w01" : "gone";
            case "group" -> exists ? "officers-330200" : "gone";
            case "filter" -> exists ? filter : gone;
            case "deployment" -> exists ? deployment : gone;
            case "papers" -> exists ? its.get("paper") : gone;
            case "cases" -> exists ? renewal.number() : "33260901GGGGGGGG";
            case "certificates" -> exists ? its.get("certificate") : "none";
            default -> part.equals("{id}") ? gone : "x";
        };
    }

    private Map<String, String> idsOf(Renewal renewal) {
        return Map.of(
                "task",
                renewal.task(Tasks.REVIEW_APPLICATION).getId(),
                "definition",
                renewal.instance().getProcessDefinitionId(),
                "paper",
                papers.of(renewal.number()).get(0).id(),
                "certificate",
                URLEncoder.encode(renewal.file().certificateNumber().orElseThrow(), StandardCharsets.UTF_8));
    }
}
