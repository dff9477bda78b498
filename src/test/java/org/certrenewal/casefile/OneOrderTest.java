package org.certrenewal.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.certrenewal.audit.AuditSeals;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.stages.review.ClosingReasons;
import org.certrenewal.testing.RenewalTest;
import org.certrenewal.testing.Renewals;
import org.certrenewal.testing.Renewals.Renewal;
import org.certrenewal.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Has many do something in one case at the same moment; run it on PostgreSQL too ({@code -Ppostgres}). */
@RenewalTest
class OneOrderTest {

    private static final int AT_ONCE = 8;
    private static final int ROUNDS = 6;

    @Autowired
    private Renewals renewals;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private ClockLedgers ledgers;

    @Autowired
    private LegalDates dates;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private AuditSeals seals;

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
            renewal.withdraws();
        }
    }

    private interface Act {
        void run(int who);
    }

    /** Lets everybody begin together; returns what failed. */
    private static List<Throwable> atOnce(Act act) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        List<Callable<Void>> acts = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            int who = i;
            acts.add(() -> {
                start.await();
                act.run(who);
                return null;
            });
        }
        List<Throwable> failed = new ArrayList<>();
        for (Future<Void> done : people.invokeAll(acts)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                failed.add(e.getCause());
            }
        }
        people.shutdown();
        return failed;
    }

    @Test
    void should_keep_one_order_of_what_many_record_at_the_same_moment() throws Exception {
        String number = renewal.number();
        int before = cases.events(number).size();
        int chain = trail.of(number).size();
        for (int round = 0; round < ROUNDS; round++) {
            String text = "round " + round;
            assertThat(atOnce(who -> {
                        if (who % 2 == 0) {
                            transaction.executeWithoutResult(
                                    status -> cases.record(Map.of(number, text), "system", "recalculated"));
                        } else {
                            cases.record(number, "o01", "confirmed", text);
                        }
                    }))
                    .isEmpty();
        }
        List<Integer> order = jdbc.sql("select seq from case_event where case_number = ? order by seq")
                .param(number)
                .query(Integer.class)
                .list();
        assertThat(order)
                .isEqualTo(IntStream.rangeClosed(1, before + ROUNDS * AT_ONCE)
                        .boxed()
                        .toList());
        assertThat(trail.of(number)).hasSize(chain + ROUNDS * AT_ONCE);
    }

    @Test
    void should_let_one_of_many_decide_and_tell_the_others() throws Exception {
        CaseFile seen = renewal.file();
        List<Throwable> failed = atOnce(who -> transaction.executeWithoutResult(status -> {
            cases.accept(seen, TestClock.START, false);
            cases.record(seen.number(), "o01", "accepted", "受理申请");
        }));
        assertThat(failed)
                .hasSize(AT_ONCE - 1)
                .allSatisfy(one -> assertThat(one).isInstanceOf(IllegalTransition.class));
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.ACCEPTED);
        assertThat(renewal.file().version()).isEqualTo(seen.version() + 1);
    }

    @Test
    void should_refuse_what_the_state_of_the_case_does_not_allow() {
        CaseFile submitted = renewal.file();
        assertThatThrownBy(() -> cases.issue(submitted, TestClock.START))
                .isInstanceOfSatisfying(IllegalTransition.class, illegal -> {
                    assertThat(illegal.number()).isEqualTo(submitted.number());
                    assertThat(illegal.from()).isEqualTo(CaseStatus.SUBMITTED);
                    assertThat(illegal.to()).isEqualTo(CaseStatus.ISSUED);
                })
                .hasMessageContaining(submitted.number())
                .hasMessageContaining("SUBMITTED")
                .hasMessageContaining("ISSUED");
        assertThat(renewal.file()).isEqualTo(submitted);
    }

    /** The state in the database counts, not the one that somebody has read before. */
    @Test
    void should_refuse_what_another_has_made_illegal_meanwhile() {
        CaseFile read = renewal.isAccepted("o01").file();
        renewal.isRejected("o01");
        assertThatThrownBy(() -> cases.decide(read, TestClock.START, CaseFile.Decision.APPROVED))
                .isInstanceOfSatisfying(
                        IllegalTransition.class,
                        illegal -> assertThat(illegal.from()).isEqualTo(CaseStatus.REJECTED));
        assertThat(cases.withNumber(read.number()).status()).isEqualTo(CaseStatus.REJECTED);
    }

    @Test
    void should_refuse_a_move_of_a_case_that_has_changed_since_it_was_read() {
        CaseFile read = renewal.file();
        cases.change(read, read.version());
        assertThatThrownBy(() -> cases.accept(read, TestClock.START, false)).isInstanceOf(StaleCase.class);
        assertThat(renewal.file().status()).isEqualTo(CaseStatus.SUBMITTED);
    }

    @Test
    void should_save_a_section_that_many_save_for_the_first_time() throws Exception {
        ClosingReasons said = new ClosingReasons("CERTIFICATE", "理由");
        assertThat(atOnce(who -> cases.save(renewal.number(), ClosingReasons.SECTION, said, false)))
                .isEmpty();
        assertThat(cases.section(renewal.number(), ClosingReasons.SECTION)).contains(said);
        cases.forget(renewal.number(), ClosingReasons.SECTION);
    }

    @Test
    void should_write_a_ledger_that_many_write_anew() throws Exception {
        int lines = ledgers.of(renewal.number()).size();
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(atOnce(who -> transaction.executeWithoutResult(status -> dates.rewriteLedger(renewal.number()))))
                    .isEmpty();
        }
        assertThat(ledgers.of(renewal.number())).hasSize(lines);
    }

    @Test
    void should_begin_a_chain_that_many_begin() throws Exception {
        // As each start does.
        seals.markOnce();
        for (int round = 0; round < ROUNDS; round++) {
            String chain = AuditTrail.CERTIFICATE + "order-" + round;
            assertThat(atOnce(who -> transaction.executeWithoutResult(
                            status -> trail.append(chain, "s01", "tested", "" + who, null))))
                    .isEmpty();
            assertThat(trail.of(chain)).extracting(AuditTrail.Entry::seq).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(Set.copyOf(trail.of(chain))).hasSize(AT_ONCE);
        }
    }
}
