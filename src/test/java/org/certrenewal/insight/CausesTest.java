package org.certrenewal.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Review;
import org.certrenewal.testing.BreakingDataSource.Breaker;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.certrenewal.vault.AesVault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets real steps of real cases fail until they are given up, and reads in the audit tab what an analyst reads. */
@RenewalTest
class CausesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CatchUp catchUp;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private People people;

    @Autowired
    private Breaker breaker;

    @Autowired
    private OutboxWorker outbox;

    @Autowired
    private JdbcClient jdbc;

    private People.Person luo;
    private Renewal renewal;

    @BeforeEach
    void begin() {
        TestClock.atStart();
        luo = people.withUserId("w16");
    }

    @AfterEach
    void end() {
        people.put(luo);
        if (!renewal.isOver()) {
            runtime.deleteProcessInstance(renewal.instanceId(), "test");
        }
        catchUp.run();
        TestClock.atStart();
    }

    private Renewal submitted() {
        return renewals.submittedBy("w16", renewals.certificateOf("w16", TestClock.START.plusDays(80)));
    }

    private void isAccepted() {
        renewal.completes(
                "o01",
                Tasks.ACCEPT_APPLICATION,
                Direction.NEXT,
                new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
    }

    private Job letter() {
        return management
                .createJobQuery()
                .processInstanceId(renewal.instanceId())
                .messages()
                .singleResult();
    }

    private JsonNode audit() throws IOException {
        catchUp.run();
        return JSON.readTree(Intruder.of("a01", port)
                .get("/camunda/api/cockpit/plugin/insight/default/case/" + renewal.number())
                .body());
    }

    @Test
    void should_tell_why_a_letter_could_not_be_made_and_that_it_is_over() throws IOException {
        renewal = submitted().isAccepted("o01").isApprovedInTheNameOf("o01", "骆\uD883\uDEDD兴");
        int tries = 0;
        for (Job job = letter(); job.getRetries() > 0; job = letter()) {
            String id = job.getId();
            assertThatThrownBy(() -> management.executeJob(id)).hasMessageContaining("无法打印");
            TestClock.pass(Duration.ofMinutes(5));
            tries++;
        }
        assertThat(tries).isEqualTo(5);

        JsonNode broken = audit();
        assertThat(broken.get("incidents")).hasSize(1);
        JsonNode incident = broken.get("incidents").get(0);
        assertThat(incident.get("activity").asText()).isEqualTo("Task_IssueCertificate");
        assertThat(incident.get("cause").asText()).contains("字库没有的字", "请管理员补充字库", "renewal.fonts");
        assertThat(incident.get("causeEn").asText()).contains("fonts lack a character", "administrator adds it");
        assertThat(incident.get("ended").isNull()).isTrue();
        assertThat(broken.get("failures"))
                .hasSize(5)
                .allSatisfy(it -> assertThat(it.get("cause").asText()).contains("字库"));
        assertThat(broken.get("failures").findValuesAsText("retriesLeft")).containsExactly("4", "3", "2", "1", "0");
        assertThat(broken.get("steps"))
                .filteredOn(it -> it.get("activity").asText().equals("Task_IssueCertificate"))
                .singleElement()
                .satisfies(it -> assertThat(it.get("retries").asInt()).isEqualTo(5));

        // The name is mended, the administrator has it tried again.
        renewal.isHeldBy(luo.name().value());
        management.setJobRetries(letter().getId(), 1);
        TestClock.pass(Duration.ofHours(2));
        renewal.runsItsJobs();
        JsonNode mended = audit();
        assertThat(mended.at("/incidents/0/ended").isNull()).isFalse();
        assertThat(mended.get("steps"))
                .filteredOn(it -> it.get("activity").asText().equals("Task_IssueCertificate"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.get("left").isNull()).isFalse();
                    assertThat(it.get("retries").asInt()).isEqualTo(5);
                });
        assertThat(renewal.file().issuedOn()).isPresent();
    }

    @Test
    void should_lead_to_the_page_on_which_the_words_of_a_letter_are_mended() throws IOException {
        renewal = submitted().isAccepted("o01");
        renewal.completes(
                "o01",
                Tasks.REVIEW_APPLICATION,
                Direction.NEXT,
                new Review(Review.Verdict.REJECT, "ground-education", "查无本年度安全教育培训和继续教育的合格记录"));
        cases.save(
                renewal.number(),
                Review.SECTION,
                new Review(Review.Verdict.REJECT, "ground-education", "查无记录\uD83D\uDE00"),
                true);
        String job = letter().getId();
        assertThatThrownBy(() -> management.executeJob(job)).hasMessageContaining("正文中有1个无法打印的字符");
        JsonNode failure = audit().at("/failures/0");
        assertThat(failure.get("cause").asText()).contains("文书更正", "决定不变").doesNotContain("字库");
        assertThat(failure.get("causeEn").asText()).contains("an officer of the office mends it");
    }

    @Test
    void should_tell_that_the_database_broke_off() throws IOException {
        renewal = submitted();
        isAccepted();
        String job = letter().getId();
        breaker.after(8);
        assertThat(catchThrowable(() -> management.executeJob(job))).isNotNull();
        breaker.never();
        JsonNode failure = audit().at("/failures/0");
        assertThat(failure.get("cause").asText()).contains("数据库暂时不可用");
        assertThat(failure.get("causeEn").asText()).contains("database wasn't reachable");
        assertThat(failure.get("retriesLeft").asInt()).isEqualTo(4);
        renewal.runsItsJobs();
    }

    @Test
    void should_tell_that_a_partner_does_not_take_a_message() throws IOException {
        renewal = renewals.begunBy("w16").choosesTheService();
        jdbc.sql(
                        "update outbox_message set payload = 'no-such-session', kind = 'nobody-takes-it' where case_number = ?")
                .param(renewal.number())
                .update();
        outbox.drain();
        JsonNode message = audit().at("/messages/0");
        assertThat(message.get("attempts").asInt()).isEqualTo(1);
        assertThat(message.get("cause").asText()).contains("管理员");
        assertThat(message.get("next").asText()).isGreaterThan(message.get("at").asText());
        jdbc.sql("delete from outbox_message where case_number = ?")
                .param(renewal.number())
                .update();
    }

    @Test
    void should_know_what_really_is_thrown() {
        renewal = renewals.begunBy("w16");
        byte[] key = new byte[32];
        AesVault vault = new AesVault("k", Map.of("k", key), key);
        assertThat(Causes.of(catchThrowable(() -> vault.open("test", "plain")).getMessage()))
                .isEqualTo(Causes.VAULT);
        HttpRequest nobody =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();
        assertThat(Causes.of(catchThrowable(
                                () -> HttpClient.newHttpClient().send(nobody, HttpResponse.BodyHandlers.discarding()))
                        .toString()))
                .isEqualTo(Causes.PARTNER);
        assertThat(Causes.of(catchThrowable(
                                () -> jdbc.sql("select * from nothing").query().listOfRows())
                        .getMessage()))
                .isEqualTo(Causes.DATABASE);
        assertThat(Causes.of("The electronic seal can't be made")).isEqualTo(Causes.SEAL);
        assertThat(Causes.of(null)).isEqualTo(Causes.OTHER);
        Set<String> said = new TreeSet<>();
        for (Causes cause : Causes.values()) {
            said.add(cause.chinese());
            said.add(cause.english());
            assertThat(cause.english()).matches("\\p{ASCII}+");
        }
        assertThat(said).hasSize(2 * Causes.values().length);
    }
}
