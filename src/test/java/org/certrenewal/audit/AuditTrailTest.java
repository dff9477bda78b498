package org.certrenewal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.certrenewal.audit.AuditVerifier.Report;
import org.certrenewal.documents.Papers;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.testing.Intruder;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Proves that the audit trail says who did what, that it stays, and that nobody changes it unseen. */
@RenewalTest
class AuditTrailTest {

    private static final boolean POSTGRES = "postgres".equals(System.getProperty("renewal.test.database"));

    @LocalServerPort
    private int port;

    @Autowired
    private Renewals renewals;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private AuditSeals seals;

    @Autowired
    private AuditVerifier verifier;

    @Autowired
    private Papers papers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Renewal renewal;

    @BeforeEach
    void submit() {
        TestClock.atStart();
        renewal = renewals.submittedBy("w01", renewals.certificateOf("w01", TestClock.START.plusDays(80)));
    }

    @AfterEach
    void end() {
        if (!renewal.isOver()) {
            engine.getRuntimeService().deleteProcessInstance(renewal.instanceId(), "test");
        }
    }

    /** Other tests of the same application put cases into the database without a trail. */
    private List<String> broken() {
        return verifier.verify().broken().stream()
                .filter(line -> !line.endsWith(": every entry is missing") || line.startsWith(renewal.number()))
                .toList();
    }

    private List<String> deeds() {
        return trail.of(renewal.number()).stream()
                .map(entry -> (entry.actor() + " " + entry.deed() + " " + entry.detail()).strip())
                .toList();
    }

    @Test
    void should_say_who_saw_and_changed_what() {
        String task = renewal.task(Tasks.ACCEPT_APPLICATION).getId();
        Intruder officer = Intruder.of("o01", port);
        officer.post("/api/tasks/" + task + "/claim", "{}");
        officer.put(
                "/api/tasks/" + task + "/draft",
                "{\"version\":" + renewal.file().version() + ",\"section\":{\"decision\":\"ACCEPT\"}}");
        assertThat(officer.get("/api/tasks/" + task).status()).isEqualTo(200);
        assertThat(Intruder.of("o11", port).get("/api/tasks/" + task).status()).isEqualTo(404);
        renewal.isAccepted("o01");
        String paper = papers.of(renewal.number()).get(0).id();
        assertThat(officer.get("/api/papers/" + paper + "?download").status()).isEqualTo(200);
        assertThat(Intruder.of("w01", port).get("/my/cases").status()).isEqualTo(200);
        renewal.isApproved("o01").hearsFromPartners().collects(5);

        assertThat(renewal.isOver()).isTrue();
        assertThat(deeds())
                .contains(
                        "w01 opened",
                        "w01 completed Task_FillForm",
                        "w01 completed Task_SignApplication",
                        "w01 submitted",
                        "o01 saw Task_AcceptApplication",
                        "o01 claimed Task_AcceptApplication",
                        "o01 saved Task_AcceptApplication",
                        "o01 completed Task_AcceptApplication",
                        "o01 accepted",
                        "o01 took-paper ACCEPTANCE " + paper,
                        "w01 saw my-cases",
                        "system closed")
                .noneMatch(deed -> deed.startsWith("o11"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void should_say_which_draft_an_administrator_deleted() {
        Renewal draft = renewals.begunBy("w03");
        Intruder.of("admin", port).delete("/camunda/api/engine/engine/default/process-instance/" + draft.instanceId());
        assertThat(draft.isOver()).isTrue();
        assertThat(trail.of(draft.number()))
                .anyMatch(entry -> entry.actor().equals("admin") && entry.deed().equals("DeleteProcessInstanceCmd"))
                .anyMatch(
                        entry -> entry.actor().equals("system") && entry.deed().equals("closed"));
        assertThat(trail.of(AuditTrail.ADMINISTRATION))
                .anyMatch(entry -> entry.actor().equals("admin")
                        && entry.detail().equals("DeleteProcessInstanceCmd " + draft.instanceId()));
        assertThat(broken()).isEmpty();
    }

    @Test
    void should_say_what_administrators_do_and_to_whom() {
        Intruder admin = Intruder.of("admin", port);
        String api = "/camunda/api/engine/engine/default";
        admin.post(
                api + "/user/create",
                "{\"profile\":{\"id\":\"x77\",\"lastName\":\"赵一曼\"},\"credentials\":{\"password\":\"secret-password\"}}");
        admin.put(api + "/group/analysts/members/x77", "{}");
        admin.delete(api + "/user/x77");
        admin.form("/admin/rules/reload", Map.of());
        List<String> acts = trail.of(AuditTrail.ADMINISTRATION).stream()
                .map(entry -> entry.actor() + " " + entry.deed() + " " + entry.detail())
                .toList();
        assertThat(acts)
                .contains(
                        "admin command SaveUserCmd x77",
                        "admin command CreateMembershipCmd x77 analysts",
                        "admin command DeleteUserCmd x77",
                        "admin reloaded-rules ")
                .noneMatch(act -> act.contains("赵一曼") || act.contains("secret-password") || act.contains("Query"));
    }

    @Test
    void should_leave_no_trace_of_what_was_undone() {
        int before = deeds().size();
        transaction.executeWithoutResult(status -> {
            trail.append(renewal.number(), "o01", "claimed", "", null);
            status.setRollbackOnly();
        });
        assertThat(deeds()).hasSize(before);
    }

    @Test
    void should_keep_one_chain_where_several_write_at_once() throws InterruptedException {
        ExecutorService people = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 40; i++) {
            people.execute(() -> trail.append(renewal.number(), "o01", "saw", "", null));
        }
        people.shutdown();
        assertThat(people.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(deeds()).filteredOn("o01 saw"::equals).hasSize(40);
        assertThat(broken()).isEmpty();
    }

    @Test
    void should_outlive_the_engine_s_history() {
        renewal.withdraws();
        int before = deeds().size();
        engine.getHistoryService().deleteHistoricProcessInstance(renewal.instanceId());
        assertThat(deeds()).hasSize(before);
        assertThat(broken()).isEmpty();
    }

    private record Forgery(String name, List<String> statements, String finding) {}

    @TestFactory
    Stream<DynamicTest> should_find() {
        seals.seal();
        int last = trail.of(renewal.number()).size();
        trail.append(renewal.number(), "o01", "saw", "Task_AcceptApplication", null);
        String here = " where chain = '" + renewal.number() + "'";
        int seal = jdbc.sql("select max(number) from audit_seal")
                .query(Integer.class)
                .single();
        String sealed = jdbc.sql("select digest from audit_sealed_head where number = ? and chain = ?")
                .params(seal, renewal.number())
                .query(String.class)
                .single();
        String before = jdbc.sql("select digest from audit_entry where chain = ? and seq = ?")
                .params(renewal.number(), last - 1)
                .query(String.class)
                .single();
        assertThat(sealed).isNotEqualTo(before);
        return Stream.of(
                        new Forgery(
                                "another actor",
                                List.of("update audit_entry set actor = 'o02'" + here + " and seq = 3"),
                                ": entry 3 was changed"),
                        new Forgery(
                                "another time",
                                List.of("update audit_entry set happened_at = happened_at + interval '1' day" + here
                                        + " and seq = 3"),
                                ": entry 3 was changed"),
                        new Forgery(
                                "another content",
                                List.of("update audit_entry set content = '" + "a".repeat(64) + "'" + here
                                        + " and seq = 3"),
                                ": entry 3 was changed"),
                        new Forgery(
                                "an entry taken out",
                                List.of("delete from audit_entry" + here + " and seq = 4"),
                                ": entry 4 is missing"),
                        new Forgery(
                                "an entry taken out and the rest moved up",
                                List.of(
                                        "delete from audit_entry" + here + " and seq = " + last,
                                        "update audit_entry set seq = " + last + here + " and seq = " + (last + 1)),
                                ": entry " + last + " doesn't follow the one before it"),
                        new Forgery(
                                "another order",
                                List.of(
                                        "update audit_entry set seq = 9999" + here + " and seq = 3",
                                        "update audit_entry set seq = 3" + here + " and seq = 4",
                                        "update audit_entry set seq = 4" + here + " and seq = 9999"),
                                ": entry 3 doesn't follow the one before it"),
                        new Forgery(
                                "the end cut off",
                                List.of("delete from audit_entry" + here + " and seq > " + last),
                                ": the end is cut off after entry " + last),
                        new Forgery(
                                "a sealed end cut off, and the head set back",
                                List.of(
                                        "delete from audit_entry" + here + " and seq >= " + last,
                                        "update audit_head set seq = " + (last - 1) + ", digest = '" + before + "'"
                                                + here),
                                ": entry " + last + " isn't the one that was sealed"),
                        new Forgery(
                                "everything of the case taken out",
                                List.of("delete from audit_entry" + here, "delete from audit_head" + here),
                                ": every entry is missing"),
                        new Forgery(
                                "a seal over something else",
                                List.of("update audit_sealed_head set seq = 1" + here + " and number = " + seal),
                                "seal " + seal + " was changed"),
                        new Forgery(
                                "a seal with another signature",
                                List.of("update audit_seal set signature = 'AAAA' where number = " + seal),
                                "the signature of seal " + seal + " is wrong"),
                        new Forgery(
                                "a case in another's name",
                                List.of("update audit_entry set chain = 'elsewhere'" + here + " and seq = 2"),
                                ": entry 2 is missing"))
                .map(forgery -> DynamicTest.dynamicTest(forgery.name(), () -> {
                    assertThat(broken()).isEmpty();
                    Report report = transaction.execute(status -> {
                        status.setRollbackOnly();
                        if (POSTGRES) {
                            jdbc.sql("set local session_replication_role = replica")
                                    .update();
                        }
                        forgery.statements()
                                .forEach(statement -> jdbc.sql(statement).update());
                        return verifier.verify();
                    });
                    String finding = forgery.finding();
                    assertThat(report.broken())
                            .contains(finding.startsWith(":") ? renewal.number() + finding : finding);
                    assertThat(report.isWhole()).isFalse();
                }));
    }

    @Test
    void should_seal_what_grew_and_nothing_twice() {
        seals.seal();
        assertThat(seals.seal()).isZero();
        trail.append(renewal.number(), "o01", "saw", "", null);
        assertThat(seals.seal()).isEqualTo(1);
        assertThat(verifier.verify().lastSeal()).matches("[0-9]+ [0-9a-f]{64}");
    }

    @Test
    void should_miss_a_seal_that_was_noted_elsewhere() {
        seals.seal();
        String noted = verifier.verify().lastSeal();
        assertThat(verifier.verify(noted).broken()).noneMatch(line -> line.startsWith("seal"));
        assertThat(verifier.verify("99999 " + noted.split(" ")[1]).broken())
                .contains("seal 99999 " + noted.split(" ")[1] + " is missing");
    }

    @Test
    void should_leave_with_another_code_where_something_is_broken() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(AuditCommand.print(new Report(2, 10, "1 abc", List.of()), printed))
                .isZero();
        assertThat(AuditCommand.print(new Report(2, 10, "", List.of("33260901X: entry 3 was changed")), printed))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                        WHOLE 2 chains, 10 entries, last seal 1 abc
                        BROKEN 33260901X: entry 3 was changed
                        NOT WHOLE 2 chains, 10 entries, last seal none
                        """);
    }

    @Test
    void should_have_the_database_itself_refuse_a_change() {
        assumeTrue(POSTGRES, "H2 has no such trigger");
        List<String> changes = new ArrayList<>();
        for (String table : List.of("audit_entry", "audit_seal", "audit_sealed_head")) {
            changes.add("delete from " + table);
            changes.add("truncate " + table + " cascade");
        }
        changes.add("update audit_entry set actor = 'o02'");
        for (String change : changes) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("only added to");
        }
    }
}
