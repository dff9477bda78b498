package org.certrenewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lets works fail, hang and overlap. */
class PeriodicWorksTest {

    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final Duration SELDOM = Duration.ofHours(1);

    private PeriodicWorks works;

    private void start(PeriodicWork... all) {
        works = new PeriodicWorks(List.of(all));
        works.start();
    }

    @AfterEach
    void stop() {
        if (works.isRunning()) {
            works.stop();
        }
    }

    @Test
    void should_go_on_after_whatever_a_turn_throws() {
        AtomicInteger turns = new AtomicInteger();
        start(new PeriodicWork("failing", "", OFTEN, () -> {
            switch (turns.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("the database is away");
                case 2 -> throw new NoClassDefFoundError("gone");
                case 3 -> throw new StackOverflowError();
                default -> {}
            }
        }));

        await().until(() -> turns.get() > 5);
        PeriodicWorks.State state = works.states().get(0);
        assertThat(state.failures()).isEqualTo(3);
        assertThat(state.failuresInARow()).isZero();
        assertThat(state.failingSince()).isEmpty();
        assertThat(state.lastSuccess()).isPresent();
    }

    @Test
    void should_remember_since_when_it_fails_and_why() {
        start(new PeriodicWork("failing", "", SELDOM, () -> {
            throw new IllegalStateException("the database is away");
        }));

        await().until(() -> works.states().get(0).failures() > 0);
        PeriodicWorks.State state = works.states().get(0);
        assertThat(state.lastSuccess()).isEmpty();
        assertThat(state.failingSince()).isPresent();
        assertThat(state.lastFailure()).contains("the database is away");
    }

    @Test
    void should_take_a_turn_when_one_is_wanted_and_never_two_at_once() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch wanted = new CountDownLatch(1);
        start(
                new PeriodicWork("outbox", "", SELDOM, () -> {
                    overlapped.compareAndSet(false, together.incrementAndGet() > 1);
                    begun.countDown();
                    try {
                        wanted.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    together.decrementAndGet();
                    turns.incrementAndGet();
                }),
                new PeriodicWork("never", "", Duration.ZERO, turns::incrementAndGet));

        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        // What came in while the first turn was at work may have come too late for it.
        works.wanted(PeriodicWork.Wanted.now("outbox"));
        works.wanted(PeriodicWork.Wanted.now("never"));
        wanted.countDown();

        await().until(() -> turns.get() >= 2);
        assertThat(overlapped).isFalse();
        assertThat(works.states()).extracting(it -> it.work().name()).containsExactly("outbox");
    }

    @Test
    void should_wait_at_the_end_for_a_turn_that_has_begun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        start(new PeriodicWork("long", "", SELDOM, () -> {
            begun.countDown();
            try {
                ending.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException cutOff) {
                return;
            }
            done.set(true);
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        Thread end = new Thread(works::stop);
        end.start();
        await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
        assertThat(done).isFalse();
        ending.countDown();
        end.join();
        assertThat(done).isTrue();
        assertThat(works.isRunning()).isFalse();
    }
}
