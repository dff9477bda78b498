package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.certrenewal.documents.SealsUnavailable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateRevocationsTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");
    private static final CertificateRevocations.Places NOWHERE =
            new CertificateRevocations.Places(List.of(), List.of());

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Responder responder = new Responder("http://ca.test", now::get);
    private Pki issuer;

    @BeforeEach
    void make() {
        issuer = Pki.root("secp256r1", "CN=根,O=CA", NOW.minus(Duration.ofDays(30)));
    }

    private CertificateRevocations ask(Web web) {
        return new CertificateRevocations(web, NOWHERE, Duration.ofHours(1), new Moving());
    }

    private final class Moving extends Clock {

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
            return now.get();
        }
    }

    /** Answers each question otherwise. */
    private static Web answering(BiFunction<String, byte[], byte[]> answer) {
        return new Web() {
            @Override
            public byte[] get(String address) {
                return answer.apply(address, new byte[0]);
            }

            @Override
            public byte[] ask(String address, String type, String wanted, byte[] question) {
                return answer.apply(address, question);
            }
        };
    }

    @Test
    void should_know_by_either_way_what_was_taken_back() {
        for (boolean byOcsp : List.of(true, false)) {
            X509Certificate key =
                    responder.answersFor(issuer, byOcsp, !byOcsp).key("CN=一").certificate();
            CertificateRevocations revocations = ask(responder);
            assertThat(revocations.of(key, issuer.certificate()).orElseThrow().revoked())
                    .isFalse();
            responder.revoked.add(key);
            now.set(now.get().plus(Duration.ofHours(2)));
            assertThat(revocations.of(key, issuer.certificate()).orElseThrow().revoked())
                    .isTrue();
        }
        X509Certificate silent = Pki.root("secp256r1", "CN=根", NOW).key("CN=二").certificate();
        assertThat(ask(responder).of(silent, issuer.certificate())).isEmpty();
    }

    @Test
    void should_ask_where_the_settings_say_about_certificates_that_name_no_place() {
        X509Certificate key = issuer.key("CN=一").certificate();
        responder.answersFor(issuer, true, true);
        CertificateRevocations revocations = new CertificateRevocations(
                responder,
                new CertificateRevocations.Places(List.of("http://ca.test/ocsp/0"), List.of()),
                Duration.ofHours(1),
                new Moving());
        assertThat(revocations.of(key, issuer.certificate())).isPresent();
        assertThat(responder.asked).containsExactly("/ocsp/0");
    }

    @Test
    void should_go_on_with_an_earlier_answer_as_long_as_it_is_good_and_no_longer() {
        X509Certificate key =
                responder.answersFor(issuer, false, true).key("CN=一").certificate();
        boolean[] away = {false};
        CertificateRevocations revocations = ask(answering((address, question) -> {
            if (away[0]) {
                throw new SealsUnavailable("away");
            }
            return responder.get(address);
        }));
        revocations.of(key, issuer.certificate());
        away[0] = true;
        now.set(NOW.plus(Duration.ofDays(2)));
        assertThat(revocations.of(key, issuer.certificate())).isPresent();
        now.set(NOW.plus(Duration.ofDays(4)));
        assertThatThrownBy(() -> revocations.of(key, issuer.certificate()))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageContaining("查不到");
        away[0] = false;
        assertThat(revocations.of(key, issuer.certificate())).isPresent();
    }

    @Test
    void should_take_nobody_elses_word_and_no_old_one() {
        X509Certificate byList =
                responder.answersFor(issuer, false, true).key("CN=一").certificate();
        X509Certificate byOcsp =
                responder.answersFor(issuer, true, false).key("CN=二").certificate();
        Pki impostor = Pki.root("secp256r1", "CN=根,O=CA", NOW);
        Instant old = NOW.minus(Duration.ofDays(9));
        List<BiFunction<String, byte[], byte[]>> hostile = List.of(
                (address, question) -> new byte[0],
                (address, question) -> "<html>".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                (address, question) ->
                        question.length == 0 ? impostor.crl(NOW) : impostor.ocsp(question, NOW, Set.of()),
                (address, question) -> question.length == 0 ? issuer.crl(old) : issuer.ocsp(question, old, Set.of()),
                (address, question) -> question.length == 0
                        ? issuer.crl(NOW.plus(Duration.ofDays(1)))
                        : issuer.ocsp(question, NOW.plus(Duration.ofDays(1)), Set.of()),
                (address, question) -> {
                    byte[] answer = question.length == 0 ? issuer.crl(NOW) : issuer.ocsp(question, NOW, Set.of());
                    answer[answer.length - 5] ^= 1;
                    return answer;
                });
        for (BiFunction<String, byte[], byte[]> answer : hostile) {
            for (X509Certificate key : List.of(byList, byOcsp)) {
                assertThatThrownBy(() -> ask(answering(answer)).of(key, issuer.certificate()))
                        .as("answer %d", hostile.indexOf(answer))
                        .isInstanceOf(SealsUnavailable.class);
            }
        }
        byte[][] first = {null};
        assertThatThrownBy(() -> {
                    CertificateRevocations replaying = ask(answering((address, question) -> {
                        first[0] = first[0] == null ? issuer.ocsp(question, NOW, Set.of()) : first[0];
                        return first[0];
                    }));
                    replaying.of(byOcsp, issuer.certificate());
                    now.set(NOW.plus(Duration.ofHours(2)));
                    X509Certificate other = issuer.key("CN=三").certificate();
                    replaying.of(other, issuer.certificate());
                })
                .as("an answer to another question")
                .isInstanceOf(SealsUnavailable.class);
    }
}
