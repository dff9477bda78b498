package org.certrenewal.insight.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.certrenewal.PeriodicWork;
import org.certrenewal.PeriodicWorks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** Lets time pass over works that are done, fail and hang. */
class PeriodicHealthTest {

    private static final Duration LATE = Duration.ofMinutes(5);

    private final CountDownLatch end = new CountDownLatch(1);
    private PeriodicWorks works;

    @AfterEach
    void stop() {
        end.countDown();
        works.stop();
    }

    @Test
    void should_be_up_as_long_as_works_are_done_in_time() {
        start("audit", Duration.ofHours(1), () -> {});
        await().until(() -> works.states().get(0).turns() > 0);

        assertThat(in(Duration.ofMinutes(119)).getStatus()).isEqualTo(Status.UP);
        assertThat(in(Duration.ofMinutes(121)).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void should_name_a_work_that_only_fails_and_say_what_helps() {
        start("retention", Duration.ofHours(6), () -> {
            throw new IllegalStateException("the database is away");
        });
        await().until(() -> works.states().get(0).failures() > 0);

        assertThat(in(Duration.ofMinutes(4)).getStatus()).isEqualTo(Status.UP);
        Health health = in(Duration.ofMinutes(6));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(health.getDetails().get("问题")))
                .contains("“test retention”已6分钟没有做成", "连续失败1次")
                .doesNotContain("database is away");
        assertThat(String.valueOf(health.getDetails().get("处理"))).contains("retention failed and is tried again in");
    }

    @Test
    void should_name_a_work_that_does_not_come_to_its_end() {
        start("outbox", Duration.ofSeconds(5), () -> {
            try {
                end.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(in(Duration.ofMinutes(4)).getStatus()).isEqualTo(Status.UP);
        Health health = in(Duration.ofMinutes(6));
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(String.valueOf(health.getDetails().get("处理"))).contains("jstack", "重启本节点");
    }

    private void start(String name, Duration every, Runnable work) {
        works = new PeriodicWorks(List.of(new PeriodicWork(name, "test " + name, every, work)));
        works.start();
    }

    private Health in(Duration time) {
        Instant then = Instant.now().plus(time);
        return new PeriodicHealthIndicator(works, Duration.ZERO, LATE, () -> then).health();
    }
}
