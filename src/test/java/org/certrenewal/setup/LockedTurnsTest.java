package org.certrenewal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.certrenewal.PeriodicWork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Lets two nodes of one database want the same turn. */
class LockedTurnsTest {

    private JdbcTemplate jdbc;
    private LockedTurns one;
    private LockedTurns other;
    private final AtomicInteger done = new AtomicInteger();

    DataSource database() {
        return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    @BeforeEach
    void start() {
        DataSource source = database();
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V157__periodic_turn.sql")).execute(source);
        jdbc = new JdbcTemplate(source);
        one = new LockedTurns(jdbc);
        other = new LockedTurns(jdbc);
    }

    private PeriodicWork work(Runnable what) {
        return new PeriodicWork("expiry", "", Duration.ofHours(1), what);
    }

    @Test
    void should_let_one_node_do_it_in_a_period() {
        PeriodicWork work = work(done::incrementAndGet).onceAPeriod();

        assertThat(one.take(work)).isTrue();
        assertThat(other.take(work)).isFalse();
        assertThat(one.take(work)).isFalse();
        assertThat(done).hasValue(1);

        theTimeIsOver();
        assertThat(other.take(work)).isTrue();
        assertThat(done).hasValue(2);
    }

    @Test
    void should_let_the_other_node_try_at_once_what_has_failed() {
        PeriodicWork failing = work(() -> {
                    throw new IllegalStateException("the disk is full");
                })
                .onceAPeriod();

        assertThatThrownBy(() -> one.take(failing)).hasMessage("the disk is full");
        assertThat(other.take(work(done::incrementAndGet).onceAPeriod())).isTrue();
    }

    @Test
    void should_never_let_two_at_it_together_and_each_after_the_other() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService node = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> first = node.submit(() -> one.take(work(() -> {
                        begun.countDown();
                        await(end);
                    })
                    .oneAtATime()));
            begun.await();
            assertThat(other.take(work(done::incrementAndGet).oneAtATime())).isFalse();
            end.countDown();
            assertThat(first.get()).isTrue();
            assertThat(other.take(work(done::incrementAndGet).oneAtATime())).isTrue();
        } finally {
            end.countDown();
            node.shutdownNow();
        }
    }

    @Test
    void should_take_the_turn_of_a_node_that_died_at_it() {
        jdbc.update(
                "insert into periodic_turn (name, lock_until, locked_at, locked_by) values ('expiry', timestamp '2020-01-01 00:01:00', timestamp '2020-01-01 00:00:00', 'dead')");

        assertThat(one.take(work(done::incrementAndGet).onceAPeriod())).isTrue();
    }

    private void theTimeIsOver() {
        jdbc.update("update periodic_turn set lock_until = locked_at");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
