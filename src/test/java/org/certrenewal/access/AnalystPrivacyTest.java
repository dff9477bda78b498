package org.certrenewal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.access.Endpoints.Endpoint;
import org.certrenewal.casefile.Direction;
import org.certrenewal.demo.DemoData;
import org.certrenewal.insight.CatchUp;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.Drawings;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.Intruder.Answer;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Makes every call that {@code access/door.yaml} allows an analyst, with the ids of cases in every stage, and searches
 * each answer for what is personal. The calls are made from that list and from the endpoints that exist: what is
 * allowed anew and can't be called here fails.
 */
@RenewalTest
class AnalystPrivacyTest {

    private static final Path REVIEWED = Path.of("src/test/resources/access/allowed-pairs.txt");
    private static final String ANALYST = "a01";
    private static final String TENANT = "there are no tenants";
    private static final String REFUSED = "no screen asks for it, and the engine refuses it";
    private static final String UNPRINTABLE = "\uD883\uDEDD";

    /** In the demonstration everybody is listed there, to be clicked; in no other profile. */
    private static final String LISTS_WHO_CAN_LOG_IN = "GET /login";

    /** Files, and addresses that no endpoint of that very name answers. */
    private static final Map<String, List<String>> FILES = Map.ofEntries(
            Map.entry("POST /login", List.of()),
            // Filters answer these, which lead to a provider and back, or take its own signed word.
            Map.entry("GET /oauth2/authorization/*", List.of()),
            Map.entry("GET /login/oauth2/code/*", List.of()),
            Map.entry("POST /logout/connect/back-channel/*", List.of()),
            Map.entry("GET /renewal/**", List.of("/renewal/insight/pages.js", "/renewal/renewal.css")),
            Map.entry("GET /webjars/**", List.of("/webjars/chart.js/4.5.1/dist/chart.umd.js")),
            Map.entry("GET /favicon.ico", List.of()),
            Map.entry("POST /logout", List.of()),
            Map.entry("GET /camunda", List.of("/camunda")),
            Map.entry("GET /camunda/", List.of("/camunda/")),
            Map.entry("GET /camunda/favicon.ico", List.of("/camunda/favicon.ico")),
            Map.entry("GET /camunda/lib/**", List.of("/camunda/lib/deps.js")),
            Map.entry("GET /camunda/assets/**", List.of("/camunda/assets/opensans-regular-webfont.woff")),
            Map.entry("GET /camunda/api/engine/engine/", List.of("/camunda/api/engine/engine/")),
            Map.entry("GET /camunda/api/welcome/plugin/*/static/**", List.of()),
            Map.entry(
                    "POST /camunda/api/cockpit/plugin/base/default/incident/",
                    List.of("/camunda/api/cockpit/plugin/base/default/incident/")),
            Map.entry(
                    "GET /camunda/api/engine/engine/default/batch/statistics/",
                    List.of("/camunda/api/engine/engine/default/batch/statistics/")),
            Map.entry("GET /camunda/app/welcome/**", List.of("/camunda/app/welcome/default/")),
            Map.entry(
                    "GET /camunda/app/cockpit/**",
                    List.of(
                            "/camunda/app/cockpit/default/",
                            "/camunda/app/cockpit/scripts/config.js",
                            "/camunda/app/cockpit/locales/zh.json")),
            Map.entry("GET /actuator/health/liveness", List.of("/actuator/health/liveness")),
            Map.entry("GET /actuator/health/readiness", List.of("/actuator/health/readiness")));

    /** What is called in vain; each with the reason. */
    private static final Map<String, String> IN_VAIN = Map.ofEntries(
            Map.entry("GET /verify/evidence/{sha256}.tst", "only a paper whose timestamp was renewed has any"),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-definition/key/{key}/tenant-id/{tenantId}", TENANT),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-requirements-definition/key/{key}/tenant-id/{tenant-id}",
                    TENANT),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-definition/key/{key}/tenant-id/{tenantId}/diagram",
                    TENANT),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-requirements-definition/key/{key}/tenant-id/{tenant-id}/diagram",
                    TENANT),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-definition/key/{key}/tenant-id/{tenantId}/xml",
                    TENANT),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-requirements-definition/key/{key}/tenant-id/{tenant-id}/xml",
                    TENANT),
            Map.entry("GET /camunda/api/engine/engine/{name}/decision-definition/key/{key}/diagram", REFUSED),
            Map.entry("GET /camunda/api/engine/engine/{name}/decision-definition/{id}/diagram", REFUSED),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/decision-requirements-definition/key/{key}/diagram",
                    REFUSED),
            Map.entry("GET /camunda/api/engine/engine/{name}/decision-requirements-definition/{id}/diagram", REFUSED),
            Map.entry("GET /camunda/api/engine/engine/{name}/deployment/registered", REFUSED),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/history/decision-instance/{id}",
                    "the engine keeps no history of decisions"),
            Map.entry(
                    "GET /camunda/api/engine/engine/{name}/identity/password-policy",
                    "the engine has none; ours is the service's"),
            Map.entry(
                    "GET /camunda/api/cockpit/plugin/base/static/{file}",
                    "the shipped plugin has no file of that name"),
            Map.entry("GET /verify/{id}", "a paper's id stands on the paper only; what an analyst knows is none"),
            Map.entry("GET /verify/{id}/", "as without the stroke"),
            Map.entry(
                    "POST /verify/{id}", "compares a name with that of a certificate whose id an analyst doesn't know"),
            Map.entry(
                    "GET /verify/offline/certificate-checker.jar",
                    "a program without data; the tests run before it is packed"),
            Map.entry("GET /verify/{id}/photo", "a certificate's photo by an id that an analyst doesn't know"),
            Map.entry(
                    "POST /face/{code}",
                    "a code stands in the applicant's picture only; what an analyst knows is none"),
            Map.entry("POST /lookup", "asks for a full identity number"),
            Map.entry("POST /my/password", "asks for the old password"),
            Map.entry("POST /partners/face/callback", "asks for the partner's signature"),
            Map.entry("POST /verify", "asks for a file"));

    /** Leaves out the program where an earlier build has packed it, as it is there then. */
    private static Set<String> inVainHere() {
        Set<String> calls = new HashSet<>(IN_VAIN.keySet());
        if (AnalystPrivacyTest.class.getResource("/checker/certificate-checker.jar") != null) {
            calls.remove("GET /verify/offline/certificate-checker.jar");
        }
        return calls;
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CatchUp catchUp;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private DemoData demo;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private List<RequestMappingInfoHandlerMapping> mappings;

    private final Map<String, Renewal> cases = new LinkedHashMap<>();
    private final Map<String, Set<String>> known = new LinkedHashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private Set<String> secrets;
    private Intruder analyst;

    @BeforeEach
    void standInEveryStage() {
        TestClock.atStart();
        cases.put("fails", submitted("w16").isAccepted("o01").isApprovedInTheNameOf("o01", "骆" + UNPRINTABLE + "兴"));
        failsForGood(cases.get("fails"));
        cases.put("search", renewals.begunBy("w01"));
        cases.put("face", renewals.begunBy("w01").choosesTheService().hearsFromPartners());
        cases.put("form", renewals.atForm("w02"));
        cases.put("pickup", renewals.atForm("w01").fillsTheForm(certificate("w01")));
        cases.put("confirmation", atPickup("w01").choosesPost());
        cases.put("signature", atPickup("w01").choosesPost().confirms());
        cases.put("acceptance", submitted("w01"));
        cases.put("correction", submitted("w01").isToBeCorrected("o01", "form.region"));
        cases.put("review", submitted("w01").isAccepted("o01"));
        cases.put("posting", submitted("w01").isAccepted("o01").isApproved("o01"));
        cases.put("publication", submitted("w01").isAccepted("o01").isApproved("o01"));
        cases.put("rejected", rejected());
        cases.put("refused", submitted("w01").isNotAccepted("o01"));
        cases.put("withdrawn", submitted("w01").withdraws());
        cases.put("collected", collected());
        cases.put("late", submitted("w01").isAccepted("o01").livesUntil(TestClock.START.plusDays(38)));
        catchUp.run();
        assertThat(engine.getRuntimeService()
                        .createIncidentQuery()
                        .processInstanceId(cases.get("fails").instanceId())
                        .count())
                .isEqualTo(1);
        secrets = secrets();
        know();
        analyst = Intruder.of(ANALYST, port);
    }

    @AfterEach
    void end() {
        TestClock.atStart();
        cases.values().stream()
                .filter(it -> !it.isOver())
                .forEach(it -> engine.getRuntimeService().deleteProcessInstance(it.instanceId(), "test"));
        catchUp.run();
    }

    private String certificate(String worker) {
        return renewals.certificateOf(worker, TestClock.START.plusDays(80));
    }

    private Renewal atPickup(String worker) {
        return renewals.atForm(worker).fillsTheForm(certificate(worker));
    }

    private Renewal submitted(String worker) {
        return atPickup(worker).choosesPost().confirms().signs();
    }

    /** Lets the certificate's job fail until it is given up, as no font holds the name. */
    private void failsForGood(Renewal renewal) {
        List<Job> failing = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .messages()
                .list();
        assertThat(failing).hasSize(1);
        String job = failing.get(0).getId();
        while (engine.getManagementService()
                        .createJobQuery()
                        .jobId(job)
                        .singleResult()
                        .getRetries()
                > 0) {
            try {
                engine.getManagementService().executeJob(job);
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("打印");
            }
        }
    }

    private Renewal rejected() {
        Renewal renewal = submitted("w01").isAccepted("o01");
        renewal.completes(
                "o01",
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.REJECT, "ground-other", "王海生13800000001与登记不符，不予延续"));
        return renewal.runsItsJobs();
    }

    private Renewal collected() {
        Renewal renewal = submitted("w01")
                .isAccepted("o01")
                .isApproved("o01")
                .isPosted("c01")
                .hearsFromPartners();
        renewal.completes("w01", Tasks.COLLECT_CERTIFICATE, Direction.NEXT, new Rating(5, "联系13800000001王海生，很好"));
        return renewal.runsItsJobs();
    }

    /** Everybody's name and number but the analyst's own, and what was entered in the cases. */
    private Set<String> secrets() {
        Set<String> found = new TreeSet<>(Set.of(
                UNPRINTABLE,
                "13800000001",
                "中山东路",
                "2单元301室",
                "EA123456789CN",
                "很好",
                "与登记不符",
                "data:image/png",
                Drawings.SIGNED.substring(Drawings.SIGNED.indexOf(',') + 1, Drawings.SIGNED.indexOf(',') + 60)));
        demo.people().stream().filter(it -> !it.id().equals(ANALYST)).forEach(person -> {
            if (!person.id().equals("admin")) {
                found.add(person.name().value());
                found.add(person.name().masked());
            }
            person.phone().ifPresent(phone -> {
                found.add(phone.readable());
                found.add(phone.value());
            });
            person.idNumber().ifPresent(number -> {
                found.add(number.value());
                found.add(number.masked());
            });
        });
        cases.values()
                .forEach(it -> found.addAll(jdbc.sql("select id from face_session where case_number = ?")
                        .param(it.number())
                        .query(String.class)
                        .list()));
        return found.stream()
                .flatMap(it -> Stream.of(it, escaped(it, "\\u%04x"), escaped(it, "\\u%04X"), encoded(it)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What stands for the placeholders of paths. */
    private void know() {
        know("instance", cases.values().stream().map(Renewal::instanceId).toList());
        know("case", cases.values().stream().map(Renewal::number).toList());
        know(
                "process-definition",
                ids(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .latestVersion()
                        .list()));
        know(
                "decision-definition",
                ids(engine.getRepositoryService()
                        .createDecisionDefinitionQuery()
                        .latestVersion()
                        .list()));
        know(
                "decision-definition-key",
                engine.getRepositoryService().createDecisionDefinitionQuery().latestVersion().list().stream()
                        .map(ResourceDefinition::getKey)
                        .toList());
        know(
                "decision-requirements-definition",
                ids(engine.getRepositoryService()
                        .createDecisionRequirementsDefinitionQuery()
                        .latestVersion()
                        .list()));
        know(
                "decision-requirements-definition-key",
                engine
                        .getRepositoryService()
                        .createDecisionRequirementsDefinitionQuery()
                        .latestVersion()
                        .list()
                        .stream()
                        .map(ResourceDefinition::getKey)
                        .toList());
        List<Deployment> deployments =
                engine.getRepositoryService().createDeploymentQuery().list();
        know("deployment", deployments.stream().map(Deployment::getId).toList());
        know(
                "resources",
                deployments.stream()
                        .flatMap(it -> engine.getRepositoryService().getDeploymentResources(it.getId()).stream())
                        .map(org.camunda.bpm.engine.repository.Resource::getId)
                        .toList());
        know(
                "decision-instance",
                engine.getHistoryService().createHistoricDecisionInstanceQuery().listPage(0, 20).stream()
                        .map(org.camunda.bpm.engine.history.HistoricDecisionInstance::getId)
                        .toList());
        know(
                "job-definition",
                engine.getManagementService().createJobDefinitionQuery().list().stream()
                        .map(JobDefinition::getId)
                        .toList());
        know("user", List.of(ANALYST, "w01", "o01"));
        know("tenant-id", List.of("none"));
        know("plugin", List.of("insight"));
        know("static", List.of("app/plugin.js"));
        know("name.pem", List.of("ofd", "pdf", "qr"));
        know("evidence", List.of("0".repeat(64)));
    }

    private static List<String> ids(List<? extends ResourceDefinition> definitions) {
        return definitions.stream().map(ResourceDefinition::getId).toList();
    }

    private void know(String what, Collection<String> values) {
        known.put(what, new LinkedHashSet<>(values));
    }

    // --- calls -------------------------------------------------------------------------------------------------------

    @Test
    void should_tell_an_analyst_nothing_personal_by_any_call_that_is_allowed() {
        AllowList door = AllowList.read("door");
        List<String> allowed = Stream.of(door.open(), door.common(), door.of(List.of(Role.ANALYST)))
                .flatMap(List::stream)
                .map(line -> line.replaceAll("\\s+", " "))
                .toList();
        Map<String, TreeSet<Integer>> answered = new TreeMap<>();
        Set<String> used = new TreeSet<>();
        for (Endpoint endpoint : Endpoints.all(mappings)) {
            List<String> by =
                    allowed.stream().filter(line -> allows(line, endpoint)).toList();
            if (by.isEmpty()) {
                continue;
            }
            used.addAll(by);
            TreeSet<Integer> statuses = answered.computeIfAbsent(endpoint.toString(), it -> new TreeSet<>());
            for (String path : filled(endpoint.path())) {
                statuses.addAll(call(endpoint.method(), path));
            }
        }
        for (String line : allowed) {
            String method = line.substring(0, line.indexOf(' '));
            FILES.getOrDefault(line, List.of())
                    .forEach(path -> answered.put(method + " " + path, new TreeSet<>(call(method, path))));
        }

        assertThat(leaks).isEmpty();
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(allowed)
                    .as("what is allowed is called; a file belongs into FILES")
                    .filteredOn(it -> !FILES.containsKey(it) && !used.contains(it))
                    .isEmpty();
            softly.assertThat(answered)
                    .as("what the reviewed file allows is called")
                    .containsKeys(reviewed().toArray(String[]::new));
            Set<String> inVain = answered.entrySet().stream()
                    .filter(it -> it.getValue().stream().noneMatch(AnalystPrivacyTest::isAnswered))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            softly.assertThat(inVain).as("calls that never succeed").isEqualTo(inVainHere());
        });
    }

    private static List<String> reviewed() {
        return lines(REVIEWED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                // The container answers it, whoever asks, before anything is looked up.
                .filter(line -> !line.startsWith("TRACE "))
                .map(line -> line.split(" : "))
                .filter(parts -> Arrays.asList(parts[1].split(" "))
                        .contains(Role.ANALYST.name().toLowerCase(Locale.ROOT)))
                .map(parts -> parts[0])
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Health tells by 503 that something is down. */
    private static boolean isAnswered(int status) {
        return status < 400 || status == 503;
    }

    /** Tells whether a line of the door may let calls of an endpoint through. */
    private static boolean allows(String line, Endpoint endpoint) {
        String[] parts = line.split(" ");
        return parts[0].equals(endpoint.method())
                && allows(
                        List.of(parts[1].split("/", -1)),
                        List.of(endpoint.path().split("/", -1)));
    }

    private static boolean allows(List<String> pattern, List<String> path) {
        if (!pattern.isEmpty() && pattern.get(0).equals("**")) {
            return true;
        }
        if (pattern.isEmpty() || path.isEmpty()) {
            return pattern.isEmpty() && path.isEmpty();
        }
        String wanted = pattern.get(0);
        String there = path.get(0);
        boolean fits = wanted.equals(there)
                || wanted.equals("*")
                || there.startsWith("{") && (wanted.startsWith("{") || wanted.equals("default"));
        return fits && allows(pattern.subList(1, pattern.size()), path.subList(1, path.size()));
    }

    /** Puts everything that is known into a path; what isn't known is to be made known here. */
    private List<String> filled(String path) {
        List<List<String>> found = List.of(List.of());
        List<String> parts = List.of(path.split("/", -1));
        for (int i = 0; i < parts.size(); i++) {
            List<String> values = values(parts, i);
            found = found.stream()
                    .flatMap(before -> values.stream()
                            .map(value -> Stream.concat(before.stream(), Stream.of(value))
                                    .toList()))
                    .toList();
        }
        return found.stream().map(it -> String.join("/", it)).toList();
    }

    private List<String> values(List<String> parts, int at) {
        String part = parts.get(at);
        if (!part.contains("{")) {
            return List.of(part);
        }
        String before = parts.get(at - 1);
        String what = switch (before) {
            case "key" -> parts.get(at - 2) + "-key";
            case "process-instance", "instance" -> "instance";
            case "face", "verify", "case" -> "case";
            case "keys" -> "name.pem";
            default -> before;
        };
        if (List.of("engine", "base", "insight").contains(before) || part.equals("{processEngineName}")) {
            return List.of("default");
        }
        assertThat(known)
                .as("what stands for %s in %s", part, String.join("/", parts))
                .containsKey(what);
        return known.get(what).stream()
                .map(value -> part.replaceAll("\\{[^}]*}", encoded(value).replace("%2F", "/")))
                .toList();
    }

    /** Makes a call in all its forms, searches the answers, and returns how they went. */
    private Set<Integer> call(String method, String path) {
        Set<Integer> statuses = new TreeSet<>();
        Intruder caller = path.endsWith("/logout") ? Intruder.of(ANALYST, port) : analyst;
        if (method.equals("GET")) {
            for (String question : questions(path)) {
                statuses.add(searched(method + " " + path + question, caller.get(path + question)));
            }
        } else if (method.equals("POST") && path.startsWith("/camunda/api/") && !path.endsWith("/logout")) {
            for (String body : bodies()) {
                statuses.add(searched(method + " " + path + " " + body, caller.post(path, body)));
            }
        } else {
            statuses.add(searched(method + " " + path, caller.send(method, path, null, null)));
        }
        return statuses;
    }

    private List<String> questions(String path) {
        if (path.endsWith("/decision-instance")) {
            return List.of("", "?includeInputs=true&includeOutputs=true&disableBinaryFetching=false");
        }
        if (path.endsWith("/engine/default/user")) {
            return List.of("", "?lastNameLike=%25", "?firstNameLike=%25", "?memberOfGroup=officers-330200");
        }
        if (path.endsWith("/insight/default/export")) {
            return List.of("?format=csv", "?format=csv&language=en", "?format=xlsx");
        }
        if (path.endsWith("/insight/default/cases")) {
            return List.of("?size=100", "?size=100&sort=ended", "?size=100&state=running");
        }
        if (path.contains("/insight/default/")) {
            return List.of("", "?office=330200");
        }
        return List.of("");
    }

    /** Questions without a filter, and about each case by each name that the engine has for it. */
    private List<String> bodies() {
        List<String> bodies = new ArrayList<>(List.of("{}"));
        List<String> instances =
                cases.values().stream().map(it -> "\"" + it.instanceId() + "\"").toList();
        instances.forEach(it -> bodies.add("{\"processInstanceId\":" + it + "}"));
        bodies.add("{\"processInstanceIds\":" + instances + "}");
        bodies.add("{\"processInstanceIdIn\":" + instances + "}");
        return bodies;
    }

    private int searched(String call, Answer answer) {
        String told = answer.body() + answer.headers() + unpacked(answer);
        if (!call.equals(LISTS_WHO_CAN_LOG_IN)) {
            secrets.stream().filter(told::contains).forEach(it -> leaks.add(call + " tells " + it));
        }
        return answer.status();
    }

    private static String unpacked(Answer answer) {
        if (!answer.header("Content-Type").contains("spreadsheet")) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try {
            Path file = Files.createTempFile("cases", ".xlsx");
            Files.write(file, answer.bytes());
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(text).contains("sheetData");
        return text.toString();
    }

    private static String escaped(String text, String format) {
        return text.chars()
                .mapToObj(it -> it < 128 ? Character.toString(it) : format.formatted(it))
                .collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
