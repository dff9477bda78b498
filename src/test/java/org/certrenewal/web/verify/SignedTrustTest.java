package org.certrenewal.web.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.junit.jupiter.api.Test;

/** Fetches the signed register while a signing service signs, hangs or is away. */
class SignedTrustTest {

    private static final Instant NOW = Instant.parse("2026-09-01T01:00:00Z");
    private static final Pki ROOT = Pki.root("secp256r1", "CN=国际根,O=CA", NOW.minusSeconds(86_400));

    private final Seals seals = mock(Seals.class);
    private final SealRegister register = mock(SealRegister.class);
    private final SignedTrust trust = new SignedTrust(seals, register);

    private void isNow(Instant moment) {
        when(register.trust()).thenReturn(new TrustList(moment, Set.of(ROOT.certificate()), Set.of(), List.of()));
    }

    @Test
    void should_sign_once_as_long_as_nothing_changes_and_the_list_is_not_old() {
        isNow(NOW);
        when(seals.signShortForm(any())).thenReturn(new byte[64]);
        String first = trust.text().orElseThrow();
        isNow(NOW.plusSeconds(30));
        assertThat(trust.text()).contains(first);
        verify(seals, times(1)).signShortForm(any());

        isNow(NOW.plusSeconds(61));
        assertThat(trust.text()).isPresent().get().isNotEqualTo(first);
    }

    @Test
    void should_hold_up_one_at_a_time_while_the_service_hangs_and_give_the_others_the_list_of_before()
            throws Exception {
        isNow(NOW);
        when(seals.signShortForm(any())).thenReturn(new byte[64]);
        String first = trust.text().orElseThrow();
        isNow(NOW.plusSeconds(3600));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        when(seals.signShortForm(any())).thenAnswer(call -> {
            asked.countDown();
            end.await();
            throw new SealsUnavailable("签名服务没有答复");
        });
        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(() -> trust.text().orElseThrow());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(trust.text()).contains(first);
        end.countDown();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(first);
    }

    @Test
    void should_give_nothing_as_long_as_nobody_could_sign() {
        isNow(NOW);
        when(seals.signShortForm(any())).thenThrow(new SealsUnavailable("签名服务没有答复"));
        assertThat(trust.text()).isEmpty();
    }
}
