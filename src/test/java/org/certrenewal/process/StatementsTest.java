package org.certrenewal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.certrenewal.testing.LoggedInAs.person;
import static org.certrenewal.testing.Tokens.token;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.certrenewal.testing.CountingDataSource.Counter;
import org.certrenewal.testing.CountingDataSource.Sent;
import org.certrenewal.testing.CountingDataSource.Statement;
import org.certrenewal.testing.Drawings;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Holds how many statements each act of a renewal sends, counted at the data source; the views apart. */
@RenewalTest
class StatementsTest {

    private static final String WANG = "w01";
    private static final String OFFICER = "o01";

    /** Asked every few seconds, whoever clicks. */
    private static final List<String> NOW_AND_THEN =
            List.of("rights_version", "ACT_ID_MEMBERSHIP m on", "from authority_seal");

    @Autowired
    private Renewals renewals;

    @Autowired
    private Counter counter;

    @Autowired
    private MockMvc web;

    @Autowired
    private ServletContext servlets;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService management;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ObjectMapper json;

    private final Map<String, Sent> acts = new LinkedHashMap<>();
    private String number;

    @BeforeEach
    void begin() {
        TestClock.atStart();
    }

    /**
     * What each act may send: own statements, all statements, commits. A batch counts once. An officer who is done with
     * a task is shown the next one, which costs a statement where one is waiting.
     */
    private static final String MOST = """
            start                         12  29  1
            Task_SearchService            10  35  1
            face code                      8   8  2
            face                          13  43  2
            Task_FillForm                 10  35  1
            Task_ChoosePickup              7  29  1
            Task_ConfirmInformation        6  31  1
            Task_SignApplication          12  50  1
            Task_AcceptApplication claim   4  19  1
            Task_AcceptApplication        11  44  1
            Task_IssueAcceptanceNotice    14  34  1
            Task_ReviewApplication claim   4  19  1
            Task_ReviewApplication        14  50  1
            Task_IssueDecisionLetter      14  36  1
            Task_IssueCertificate         23  42  1
            publication                   12  29  2
            Task_CollectCertificate       10  35  1
            whole                        183 567 20
            """;

    @Test
    void should_send_no_more_than_it_must() throws Exception {
        // Once, so that caches are warm.
        renewal();
        acts.clear();
        renewal();
        acts.put("whole", acts.values().stream().reduce(Sent::and).orElseThrow());

        Files.writeString(Path.of("target/statements.txt"), table());
        assertThat(acts.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        MOST.lines().map(StatementsTest::actOf).toList());
        acts.forEach((act, sent) -> {
            int[] most = most(act);
            assertThat(sent.own().size()).as("own statements of %s", act).isLessThanOrEqualTo(most[0]);
            assertThat(sent.statements().size()).as("statements of %s", act).isLessThanOrEqualTo(most[1]);
            assertThat(sent.commits()).as("commits of %s", act).isLessThanOrEqualTo(most[2]);
        });
    }

    @Test
    void should_open_and_seal_each_section_once_in_a_click_at_most() throws Exception {
        renewal();

        acts.forEach((act, sent) -> {
            assertThat(sections(sent, "select content from case_section"))
                    .as("sections opened by %s", act)
                    .doesNotHaveDuplicates();
            assertThat(sections(sent, "merge into case_section"))
                    .as("sections sealed by %s", act)
                    .doesNotHaveDuplicates();
        });
        assertThat(sections(acts.get(Tasks.FILL_FORM), "merge into case_section"))
                .containsExactly("form");
    }

    @Test
    void should_change_each_case_by_what_was_read_of_it_once() throws Exception {
        renewal();

        // What changed, or was waited for, may be read again; nothing else is.
        acts.forEach((act, sent) -> assertThat(
                        Math.toIntExact(matching(sent, "select case_number, instance_id").stream()
                                .map(read -> read.values().get(0))
                                .collect(Collectors.groupingBy(it -> it, Collectors.counting()))
                                .values()
                                .stream()
                                .mapToLong(it -> it)
                                .max()
                                .orElse(0)))
                .as("reads of a case by %s", act)
                .isLessThanOrEqualTo(1
                        + matching(sent, "update case_file").size()
                        + matching(sent, "for update").size()));
    }

    private static List<Statement> matching(Sent sent, String sql) {
        return sent.own().stream().filter(it -> it.sql().contains(sql)).toList();
    }

    /** After the case's number comes the section's name. */
    private static List<Object> sections(Sent sent, String sql) {
        return matching(sent, sql).stream().map(it -> it.values().get(1)).toList();
    }

    private static String actOf(String line) {
        return line.substring(0, 28).strip();
    }

    private static int[] most(String act) {
        return MOST.lines()
                .filter(line -> actOf(line).equals(act))
                .map(line -> Arrays.stream(line.substring(28).strip().split(" +"))
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .findFirst()
                .orElseThrow();
    }

    /** Says everything, for whoever looks what could be left out. */
    private String table() {
        StringBuilder table = new StringBuilder();
        acts.forEach((act, sent) -> table.append("%-28s %3d %3d %2d%n"
                .formatted(act, sent.own().size(), sent.statements().size(), sent.commits())));
        acts.forEach((act, sent) -> table.append(sent.statements().stream()
                .map(Statement::toString)
                .collect(Collectors.joining("\n  ", "\n" + act + "\n  ", "\n"))));
        return table.toString();
    }

    private void renewal() throws Exception {
        String certificate = renewals.certificateOf(WANG, TestClock.START.plusDays(80));
        jdbc.sql("delete from open_draft where applicant = ?").param(WANG).update();
        act("start", web(WANG, post("/renewals")), 302);
        number = jdbc.sql("select case_number from open_draft where applicant = ?")
                .param(WANG)
                .query(String.class)
                .single();
        completes(
                WANG,
                Tasks.SEARCH_SERVICE,
                new ServiceChoice("特种作业", renewals.serviceCode(), true, renewals.privacyNotice()));
        drains("face code");
        String session = jdbc.sql("select id from face_session where case_number = ? and state = 'WAITING'")
                .param(number)
                .query(String.class)
                .single();
        act("face", post("/face/" + session).with(token()).param("answer", "confirm"), 302);
        completes(WANG, Tasks.FILL_FORM, renewals.form("330203", certificate));
        completes(
                WANG, Tasks.CHOOSE_PICKUP, new Pickup(Pickup.Method.ELECTRONIC, null, null, Pickup.Letters.ELECTRONIC));
        completes(WANG, Tasks.CONFIRM_INFORMATION, null);
        completes(WANG, Tasks.SIGN_APPLICATION, new Signature(Drawings.SIGNED, null, null, null, null));
        claims(OFFICER, Tasks.ACCEPT_APPLICATION);
        completes(OFFICER, Tasks.ACCEPT_APPLICATION, new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
        jobs();
        claims(OFFICER, Tasks.REVIEW_APPLICATION);
        completes(
                OFFICER,
                Tasks.REVIEW_APPLICATION,
                new Review(Review.Verdict.APPROVE, null, null, "已电话核对申请人身份并查阅原始登记材料，情况属实"));
        jobs();
        drains("publication");
        jobs();
        completes(WANG, Tasks.COLLECT_CERTIFICATE, new Rating(5, null));
        jobs();
        assertThat(cases.withNumber(number).closedAt()).isPresent();
    }

    private Task task(String element) {
        return tasks.createTaskQuery()
                .processInstanceId(cases.withNumber(number).instanceId())
                .taskDefinitionKey(element)
                .singleResult();
    }

    private void claims(String user, String element) throws Exception {
        act(
                element + " claim",
                web(user, post("/api/tasks/{id}/claim", task(element).getId())),
                204);
    }

    private void completes(String user, String element, Object section) throws Exception {
        CaseFile file = cases.withNumber(number);
        Map<String, Object> body = new HashMap<>();
        body.put("version", file.version());
        body.put("direction", "next");
        body.put("section", section);
        act(
                element,
                web(user, post("/api/tasks/{id}/completion", task(element).getId()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(body)),
                200);
    }

    private MockHttpServletRequestBuilder web(String user, MockHttpServletRequestBuilder request) {
        MockHttpServletRequest login = new MockHttpServletRequest(servlets);
        person(user).postProcessRequest(login);
        return request.session((MockHttpSession) login.getSession()).with(token());
    }

    private void act(String name, MockHttpServletRequestBuilder request, int answer) {
        add(name, counter.during(() -> web.perform(request).andExpect(status().is(answer))));
    }

    private void drains(String name) {
        add(name, counter.during(outbox::drain));
    }

    private void jobs() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            Job job = due.get(0);
            String element = management
                    .createJobDefinitionQuery()
                    .jobDefinitionId(job.getJobDefinitionId())
                    .singleResult()
                    .getActivityId();
            add(element, counter.during(() -> management.executeJob(job.getId())));
        }
    }

    private List<Job> due() {
        return management
                .createJobQuery()
                .processInstanceId(cases.withNumber(number).instanceId())
                .executable()
                .list();
    }

    private void add(String name, Sent sent) {
        Sent judged = new Sent(
                sent.statements().stream()
                        .filter(it -> NOW_AND_THEN.stream().noneMatch(it.sql()::contains))
                        .toList(),
                sent.commits());
        acts.merge(name, judged, Sent::and);
    }
}
