package org.certrenewal.process.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.certrenewal.PeriodicWork;
import org.certrenewal.PeriodicWorks;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets partners hang, fail, refuse and rest. */
class OutboxLanesTest {

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcClient jdbc;
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final Ticking clock = new Ticking();
    private final Outbox outbox;

    OutboxLanesTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        jdbc = JdbcClient.create(database);
        jdbc.sql("""
                        create table outbox_message (id varchar(36) primary key, kind varchar(40), case_number varchar(32),
                            payload varchar(200), created_at timestamp with time zone, due_at timestamp with time zone,
                            attempts integer default 0 not null, last_error varchar(500),
                            locked_until timestamp with time zone, done_at timestamp with time zone,
                            dead_at timestamp with time zone, trace_parent varchar(64))
                        """).update();
        outbox = new Outbox(jdbc, clock, events::add, ObservationRegistry.NOOP);
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-03-02T02:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    /** Takes a kind's messages with an answer, and remembers what it was called for and what came back. */
    private static final class Partner implements PartnerCall {

        private final String kind;
        private final UnaryOperator<String> answer;
        private final List<String> called = new CopyOnWriteArrayList<>();
        private final List<String> answered = new CopyOnWriteArrayList<>();

        Partner(String kind, UnaryOperator<String> answer) {
            this.kind = kind;
            this.answer = answer;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public String call(String messageId, String caseNumber, String payload) {
            called.add(payload);
            return answer.apply(payload);
        }

        @Override
        public void answered(String caseNumber, String payload, String answer) {
            answered.add(payload);
        }
    }

    private OutboxWorker worker(int attempts, PartnerCall... calls) {
        return new OutboxWorker(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                clock,
                List.of(calls),
                ObservationRegistry.NOOP,
                events::add,
                attempts);
    }

    private Map<String, Object> row() {
        return jdbc.sql("select * from outbox_message").query().singleRow();
    }

    @Test
    void should_deliver_to_one_partner_while_another_hangs() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Partner hangs = new Partner("hangs", payload -> {
            hanging.countDown();
            try {
                end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "late";
        });
        Partner well = new Partner("well", payload -> "fine");
        OutboxWorker worker = worker(12, hangs, well);
        List<PeriodicWork> lanes = new ArrayList<>();
        worker.partners()
                .keySet()
                .forEach(kind -> lanes.add(new PeriodicWork(
                        OutboxWorker.lane(kind), "", Duration.ofMillis(20), () -> worker.drain(kind))));
        PeriodicWorks works = new PeriodicWorks(lanes);
        works.start();
        try {
            outbox.put("hangs", "c1", "1");
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
            outbox.put("well", "c2", "2");
            outbox.put("well", "c2", "3");
            await().until(() -> well.answered.size() == 2);
            assertThat(hangs.answered).isEmpty();
        } finally {
            end.countDown();
            await().until(() -> hangs.answered.size() == 1);
            works.stop();
        }
        assertThat(hangs.called).hasSize(1);
    }

    @Test
    void should_be_dead_after_the_last_attempt_until_it_is_sent_again() {
        boolean[] broken = {true};
        Partner partner = new Partner("kind", payload -> {
            if (broken[0]) {
                throw new IllegalArgumentException("503");
            }
            return "fine";
        });
        OutboxWorker worker = worker(3, partner);
        outbox.put("kind", "c1", "1");
        for (int turn = 0; turn < 10; turn++) {
            worker.drain("kind");
            clock.pass(Duration.ofHours(1));
        }
        assertThat(partner.called).hasSize(3);
        assertThat(row()).containsEntry("attempts", 3);
        assertThat(row().get("dead_at")).isNotNull();
        assertThat(outbox.lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.dead()).isEqualTo(1);
            assertThat(lane.waiting()).isZero();
        });
        assertThat(outbox.dead(List.of("kind"), 10))
                .extracting(Outbox.Dead::error)
                .containsExactly("IllegalArgumentException 503");

        broken[0] = false;
        events.clear();
        assertThat(outbox.sendAgain(List.of("kind"))).isEqualTo(1);
        assertThat(events).hasSize(1);
        worker.drain("kind");
        assertThat(partner.answered).containsExactly("1");
        assertThat(outbox.lanes()).isEmpty();
    }

    @Test
    void should_be_dead_at_once_when_it_is_refused() {
        Partner partner = new Partner("kind", payload -> {
            throw new Refused("0301");
        });
        outbox.put("kind", "c1", "1");
        worker(12, partner).drain("kind");
        assertThat(row().get("dead_at")).isNotNull();
        assertThat(row()).containsEntry("last_error", "Refused 0301");
    }

    @Test
    void should_keep_its_attempts_while_the_line_rests_and_touch_one_message_in_a_turn() {
        Partner partner = new Partner("kind", payload -> {
            throw new NotNow("paused", null);
        });
        OutboxWorker worker = worker(3, partner);
        outbox.put("kind", "c1", "1");
        outbox.put("kind", "c1", "2");
        for (int turn = 0; turn < 20; turn++) {
            worker.drain("kind");
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(partner.called).hasSize(20);
        assertThat(outbox.lanes()).singleElement().satisfies(lane -> {
            assertThat(lane.waiting()).isEqualTo(2);
            assertThat(lane.dead()).isZero();
        });
        assertThat(jdbc.sql("select sum(attempts) from outbox_message")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void should_let_others_pass_a_message_that_waits_for_one_before_it() {
        Partner partner = new Partner("kind", payload -> {
            if (payload.equals("2")) {
                throw NotNow.alone("after 1");
            }
            return "fine";
        });
        outbox.put("kind", "c1", "2");
        outbox.put("kind", "c2", "3");
        worker(3, partner).drain("kind");
        assertThat(partner.answered).containsExactly("3");
    }

    @Test
    void should_hold_no_connection_and_no_lease_that_ends_while_a_partner_is_called() {
        OutboxWorker[] worker = new OutboxWorker[1];
        Partner partner =
                new Partner("kind", payload -> {
                    clock.pass(Duration.ofMinutes(1));
                    worker[0].renewLeases();
                    clock.pass(Duration.ofMinutes(1).plusSeconds(30));
                    assertThat(org.springframework.transaction.support.TransactionSynchronizationManager
                                    .isActualTransactionActive())
                            .isFalse();
                    // Two and a half minutes after it was taken another node finds nothing.
                    assertThat(worker(12, new Partner("kind", it -> "second")).drain("kind"))
                            .isZero();
                    return "fine";
                });
        worker[0] = worker(12, partner);
        outbox.put("kind", "c1", "1");
        worker[0].drain("kind");
        assertThat(partner.answered).containsExactly("1");
    }

    @Test
    void should_take_an_answer_once_even_if_another_node_was_at_it_too() {
        OutboxWorker[] second = new OutboxWorker[1];
        Partner other = new Partner("kind", payload -> "second");
        Partner partner = new Partner("kind", payload -> {
            clock.pass(Duration.ofMinutes(5));
            second[0].drain("kind");
            return "first";
        });
        second[0] = worker(12, other);
        outbox.put("kind", "c1", "1");
        worker(12, partner).drain("kind");
        assertThat(other.answered).containsExactly("1");
        assertThat(partner.answered).isEmpty();
    }

    @Test
    void should_give_up_at_last_what_nobody_takes() {
        OutboxWorker worker = worker(2, new Partner("kind", payload -> "fine"));
        outbox.put("of-another-version", "c1", "1");
        for (int turn = 0; turn < 4; turn++) {
            worker.drainOthers();
            clock.pass(Duration.ofHours(1));
        }
        assertThat(row().get("dead_at")).isNotNull();
    }
}
