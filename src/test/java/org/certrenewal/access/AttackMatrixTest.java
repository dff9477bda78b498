package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.access.Endpoints.Endpoint;
import org.certrenewal.casefile.CaseFiles;
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
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Tries every method of every endpoint, as each role, against a case of somebody else. Which role's calls pass the door
 * is a reviewed file: {@code src/test/resources/access/allowed-pairs.txt}; anything new fails. What passes must tell
 * nothing about the case and change nothing.
 */
@RenewalTest
class AttackMatrixTest {

    private static final Path REVIEWED = Path.of("src/test/resources/access/allowed-pairs.txt");
    private static final Path FOUND = Path.of("target/allowed-pairs.txt");
    private static final String WANG = "w01";

    /** Nobody of these has to do with the case. The administrator's calls are compared, but not all made. */
    private static final Map<Role, String> INTRUDERS = intruders();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Papers papers;

    @Autowired
    private List<RequestMappingInfoHandlerMapping> mappings;

    private Renewal renewal;
    private Task task;
    private String paper;
    private String filter;
    private String deployment;
    private String definition;

    private static Map<Role, String> intruders() {
        Map<Role, String> intruders = new LinkedHashMap<>();
        intruders.put(Role.APPLICANT, "w02");
        intruders.put(Role.OFFICER, "o11");
        intruders.put(Role.SUPERVISOR, "s11");
        intruders.put(Role.CLERK, "c11");
        intruders.put(Role.ANALYST, "a01");
        intruders.put(Role.ADMIN, "admin");
        return intruders;
    }

    @BeforeEach
    void accept() {
        TestClock.atStart();
        renewal = renewals.submittedBy(WANG, renewals.certificateOf(WANG, TestClock.START.plusDays(80)))
                .isAccepted("o01");
        task = renewal.task(Tasks.REVIEW_APPLICATION);
        engine.getTaskService().claim(task.getId(), "o01");
        paper = papers.of(renewal.number()).get(0).id();
        filter = engine.getFilterService()
                .createTaskFilterQuery()
                .filterName("待审核")
                .singleResult()
                .getId();
        definition = renewal.instance().getProcessDefinitionId();
        deployment = engine.getRepositoryService()
                .createDeploymentQuery()
                .list()
                .get(0)
                .getId();
    }

    @AfterEach
    void end() {
        engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
    }

    @Test
    void should_pass_the_reviewed_pairs_only_and_give_nothing_away() throws IOException {
        attack(Set.of(Role.APPLICANT, Role.OFFICER));
    }

    @Test
    @Tag("full")
    void should_pass_the_reviewed_pairs_only_in_any_role() throws IOException {
        attack(INTRUDERS.keySet());
    }

    private void attack(Set<Role> roles) throws IOException {
        Set<Endpoint> endpoints = Endpoints.all(mappings);
        assertThat(endpoints).hasSizeGreaterThan(400);
        Map<String, Set<String>> passing = new TreeMap<>();
        List<String> leaks = new ArrayList<>();
        String before = state();
        Intruder nobody = new Intruder(port);
        nobody.get("/login");
        for (Endpoint endpoint : endpoints) {
            record(passing, endpoint, "nobody", send(nobody, endpoint), leaks);
        }
        roles.forEach(role -> {
            String user = INTRUDERS.get(role);
            Intruder intruder = Intruder.of(user, port);
            for (Endpoint endpoint : endpoints) {
                if (endsTheSession(endpoint) || role == Role.ADMIN && changesUsersOrCases(endpoint)) {
                    continue;
                }
                record(passing, endpoint, role.name().toLowerCase(Locale.ROOT), send(intruder, endpoint), leaks);
            }
        });
        Set<String> names = new TreeSet<>(Set.of("nobody"));
        roles.forEach(role -> names.add(role.name().toLowerCase(Locale.ROOT)));
        List<String> lines = passing.entrySet().stream()
                .map(entry -> entry.getKey() + " : " + String.join(" ", entry.getValue()))
                .toList();
        Files.write(FOUND, lines);
        assertThat(leaks).isEmpty();
        assertThat(state()).isEqualTo(before);
        List<String> reviewed = Files.readAllLines(REVIEWED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> only(line, names))
                .filter(line -> !line.endsWith(" : "))
                .toList();
        assertThat(lines)
                .as("calls that pass the door; after a review copy %s to %s", FOUND, REVIEWED)
                .containsExactlyElementsOf(reviewed);
    }

    /** Leaves out the roles that aren't tried. */
    private static String only(String line, Set<String> names) {
        String[] parts = line.split(" : ");
        return parts[0] + " : "
                + Arrays.stream(parts[1].split(" ")).filter(names::contains).collect(Collectors.joining(" "));
    }

    private void record(
            Map<String, Set<String>> passing, Endpoint endpoint, String role, Answer answer, List<String> leaks) {
        // Health tells by 503 that a part fails.
        if (answer.status() >= 500 && !endpoint.path().startsWith("/actuator/health")) {
            leaks.add(role + " " + endpoint + " fails: " + answer.status() + " " + shortened(answer.body()));
        }
        boolean atLogin = answer.status() == 302 && answer.header("Location").contains("/login");
        if (answer.status() == 403 || answer.status() == 401 || atLogin) {
            return;
        }
        passing.computeIfAbsent(endpoint.toString(), key -> new TreeSet<>()).add(role);
        if (!role.equals("analyst") && !role.equals("admin")) {
            for (String secret : List.of(renewal.number(), renewal.instanceId(), "王海生")) {
                if (answer.body().replace(fill(endpoint.path()), "").contains(secret)
                        && !endpoint.path().equals("/login")) {
                    leaks.add(role + " " + endpoint + " tells " + secret);
                }
            }
        }
        for (String secret : List.of("330203198503159914", "13800000001", "138 0000 0001", "中山东路")) {
            if (answer.body().contains(secret)) {
                leaks.add(role + " " + endpoint + " tells personal data");
            }
        }
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    private Answer send(Intruder intruder, Endpoint endpoint) {
        String path = fill(endpoint.path());
        boolean page = !path.startsWith("/api/") && !path.startsWith("/camunda/");
        boolean body = !List.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE").contains(endpoint.method());
        String type = page ? "application/x-www-form-urlencoded" : "application/json";
        return intruder.send(endpoint.method(), path, body ? type : null, body ? page ? "" : "{}" : null);
    }

    private static boolean endsTheSession(Endpoint endpoint) {
        return endpoint.path().endsWith("/logout");
    }

    /** An administrator may do this; to do it would take the other calls' ground away. */
    private static boolean changesUsersOrCases(Endpoint endpoint) {
        return !List.of("GET", "HEAD", "OPTIONS").contains(endpoint.method())
                && endpoint.path()
                        .matches(".*/(user|group|authorization|process-instance|filter|process-definition|job"
                                + "|job-definition|tenant|incident)(/.*)?");
    }

    /** Puts what belongs to the case, or what exists, into a path. */
    private String fill(String path) {
        List<String> parts = new ArrayList<>();
        String before = "";
        for (String part : path.split("/", -1)) {
            parts.add(part.contains("{") ? value(before, part) : part);
            before = part;
        }
        return String.join("/", parts).replace("**", "x");
    }

    private String value(String before, String part) {
        String value = switch (before) {
            case "engine", "user-default" -> "default";
            case "task", "tasks" -> task.getId();
            case "process-instance", "execution" -> renewal.instanceId();
            case "process-definition" -> definition;
            case "key" -> "certificate-renewal";
            case "user", "members", "{engineName}" -> WANG;
            case "group" -> "officers-330200";
            case "filter" -> filter;
            case "deployment" -> deployment;
            case "papers" -> paper;
            case "cases" -> renewal.number();
            case "certificates" ->
                renewal.file().certificateNumber().map(Urls::encoded).orElseThrow();
            case "variables", "localVariables" -> "applicant";
            case "base", "adminPlugins", "plugin" -> "default";
            default -> "x";
        };
        return part.replaceAll("\\{[^}]*}", value);
    }

    private String state() {
        Task now = renewal.task(Tasks.REVIEW_APPLICATION);
        return renewal.variables() + "|" + renewal.openTasks() + "|" + now.getAssignee() + "|" + now.getOwner() + "|"
                + now.isSuspended() + "|" + now.getPriority() + "|"
                + renewal.file().version() + "|"
                + cases.events(renewal.number()) + "|"
                + engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(renewal.number())
                        .count()
                + "|" + engine.getIdentityService().createUserQuery().count()
                + "|" + engine.getRepositoryService().createDeploymentQuery().count();
    }

    private static final class Urls {
        private static String encoded(String text) {
            return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
