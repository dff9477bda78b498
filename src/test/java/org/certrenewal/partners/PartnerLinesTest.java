package org.certrenewal.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.certrenewal.process.outbox.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.ResourceAccessException;

class PartnerLinesTest {

    private static final Supplier<String> FAILS = () -> {
        throw new IllegalArgumentException("王海生 isn't known");
    };

    private final TestPartners here = TestPartners.with(
            "registry.url", "https://registry.example", "registry.rest", "PT0.05S", "registry.concurrent", "1");
    private final PartnerLine line = here.lines().line(Partner.REGISTRY);

    private PartnerLines.Standing standing() {
        return here.lines().standings().stream()
                .filter(it -> it.partner() == Partner.REGISTRY)
                .findFirst()
                .orElseThrow();
    }

    private static PartnerUnavailable.Why why(Runnable call) {
        try {
            call.run();
            return null;
        } catch (PartnerUnavailable unavailable) {
            return unavailable.why();
        }
    }

    private void breakIt() {
        for (int failure = 0; failure < 5; failure++) {
            assertThatThrownBy(() -> line.call(FAILS)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void should_hand_an_answer_over_and_note_it() {
        assertThat(line.call(() -> "answer")).isEqualTo("answer");
        assertThat(standing().lastSuccess()).isPresent();
        assertThat(standing().real()).isTrue();
    }

    @Test
    void should_break_after_half_of_the_calls_failed_and_then_answer_at_once() {
        TestPartners slow = TestPartners.with("registry.url", "https://registry.example");
        PartnerLine broken = slow.lines().line(Partner.REGISTRY);
        for (int failure = 0; failure < 5; failure++) {
            assertThatThrownBy(() -> broken.call(FAILS)).isInstanceOf(IllegalArgumentException.class);
        }
        AtomicInteger calls = new AtomicInteger();
        assertThat(why(() -> broken.call(calls::incrementAndGet))).isEqualTo(PartnerUnavailable.Why.BROKEN);
        assertThat(calls).hasValue(0);
    }

    @Test
    void should_note_since_when_it_is_broken_and_nothing_of_what_the_partner_said() {
        breakIt();
        assertThat(standing().brokenSince()).isPresent();
        assertThat(standing().lastError()).contains("IllegalArgumentException");
    }

    @Test
    void should_try_a_broken_line_again_after_a_rest_without_blaming_the_message() throws InterruptedException {
        breakIt();
        assertThat(untilTried(FAILS))
                .isInstanceOf(PartnerUnavailable.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(untilTried(() -> "well")).isNull();
        assertThat(standing().brokenSince()).isEmpty();
    }

    /** Asks until the line is tried at all; the breaker has the machine's time. */
    private Throwable untilTried(Supplier<String> call) throws InterruptedException {
        long end = System.nanoTime() + 5_000_000_000L;
        AtomicInteger tried = new AtomicInteger();
        Throwable last = null;
        while (tried.get() == 0 && System.nanoTime() < end) {
            try {
                line.call(() -> {
                    tried.incrementAndGet();
                    return call.get();
                });
                last = null;
            } catch (PartnerUnavailable e) {
                last = e;
            }
            Thread.onSpinWait();
        }
        return last;
    }

    @Test
    void should_not_break_by_what_a_partner_refuses() {
        for (int refusal = 0; refusal < 20; refusal++) {
            assertThatThrownBy(() -> line.call(() -> {
                        throw new Refused("0301");
                    }))
                    .isInstanceOf(Refused.class);
        }
        assertThat(line.call(() -> "well")).isEqualTo("well");
    }

    @Test
    void should_call_nobody_while_it_is_paused() {
        here.lines().pause(Partner.REGISTRY, "admin", "维护");
        assertThat(why(() -> line.call(() -> "answer"))).isEqualTo(PartnerUnavailable.Why.PAUSED);
        assertThat(standing().pause()).hasValueSatisfying(pause -> {
            assertThat(pause.by()).isEqualTo("admin");
            assertThat(pause.reason()).isEqualTo("维护");
        });
        here.lines().resume(Partner.REGISTRY);
        assertThat(line.call(() -> "answer")).isEqualTo("answer");
    }

    @Test
    void should_refuse_at_once_when_as_many_calls_are_under_way_as_may_be() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<String> first = other.submit(() -> line.call(() -> {
                begun.countDown();
                await(end);
                return "first";
            }));
            await(begun);
            assertThat(why(() -> line.call(() -> "second"))).isEqualTo(PartnerUnavailable.Why.FULL);
            end.countDown();
            assertThat(first.get()).isEqualTo("first");
            assertThat(line.call(() -> "second")).isEqualTo("second");
        } finally {
            end.countDown();
            other.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void should_refuse_to_call_inside_a_transaction() {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(here.database()));
        assertThatThrownBy(() -> transaction.execute(status -> line.call(() -> "answer")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registry");
    }

    @Test
    void should_try_again_where_no_connection_came_about_and_only_there() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(line.call(() -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new ResourceAccessException("", new ConnectException());
                    }
                    return "answer";
                }))
                .isEqualTo("answer");
        AtomicInteger others = new AtomicInteger();
        assertThatThrownBy(() -> line.call(() -> {
                    others.incrementAndGet();
                    throw new PartnerError(Partner.REGISTRY, 500, new byte[0], null);
                }))
                .isInstanceOf(PartnerError.class);
        assertThat(others).hasValue(1);
    }

    /** A second answer would say so again: it isn't asked for in the same call either. */
    @ParameterizedTest
    @CsvSource({"429,600", "429,", "429,'Wed, 21 Oct 2026 07:28:00 GMT'", "503,600"})
    void should_leave_a_partner_alone_that_asks_for_it(int status, String retryAfter) {
        TestPartners patient = TestPartners.with("registry.url", "https://registry.example");
        PartnerLine asked = patient.lines().line(Partner.REGISTRY);
        AtomicInteger calls = new AtomicInteger();
        assertThat(why(() -> asked.call(() -> {
                    calls.incrementAndGet();
                    throw new PartnerError(Partner.REGISTRY, status, new byte[0], retryAfter);
                })))
                .isEqualTo(PartnerUnavailable.Why.RESTING);
        assertThat(why(() -> asked.call(calls::incrementAndGet))).isEqualTo(PartnerUnavailable.Why.RESTING);
        assertThat(calls).hasValue(1);
        assertThat(asked.rests()).isLessThanOrEqualTo(Duration.ofMinutes(10)).isPositive();
    }

    @Test
    void should_be_kept_away_by_nobody_for_long() {
        assertThat(why(() -> line.call(() -> {
                    throw new PartnerError(Partner.REGISTRY, 429, new byte[0], "999999999");
                })))
                .isEqualTo(PartnerUnavailable.Why.RESTING);
        assertThat(line.rests()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }

    @Test
    void should_go_on_when_the_rest_is_over() {
        assertThat(why(() -> line.call(() -> {
                    throw new PartnerError(Partner.REGISTRY, 429, new byte[0], "0");
                })))
                .isEqualTo(PartnerUnavailable.Why.RESTING);
        assertThat(line.call(() -> "well")).isEqualTo("well");
    }

    @Test
    void should_say_at_the_start_what_cannot_be_a_partner() {
        assertThatThrownBy(() -> TestPartners.with("registry.url", "ftp://registry.example"))
                .rootCause()
                .hasMessageContaining("http");
        assertThatThrownBy(() -> TestPartners.with("registry.secret", "only a secret without a name"))
                .rootCause()
                .hasMessageContaining("key-id");
        assertThatThrownBy(() -> TestPartners.with("regstry.url", "https://registry.example"))
                .hasMessageContaining("renewal.partners");
    }

    @Test
    void should_keep_secrets_to_itself() {
        TestPartners signing = TestPartners.with(
                "registry.url",
                "https://registry.example",
                "registry.key-id",
                "k1",
                "registry.secret",
                "0123456789abcdef");
        assertThat(signing.settings().toString()).contains("k1").doesNotContain("0123456789abcdef");
    }
}
