package org.certrenewal.documents.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.certrenewal.documents.CertificatePdf;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.KeystoreSeals;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.Pki;
import org.certrenewal.documents.seal.Proofs;
import org.certrenewal.documents.seal.Revocations;
import org.certrenewal.documents.seal.SealKeys;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.SigningService.Algorithm;
import org.certrenewal.documents.seal.TestTsa;
import org.certrenewal.documents.seal.Timestamps;
import org.certrenewal.testing.Endless;
import org.certrenewal.testing.HostileAnswer;
import org.certrenewal.testing.PartnerDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks services that seal, tell the time or know certificates, and answer as they should or otherwise. */
class BoundedHttpTest {

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().extensions(new Authority()))
            .build();

    private static final byte[] DIGEST = new byte[32];
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant BEGIN = NOW.minus(Duration.ofDays(30));
    private static final TestTsa TIMES = new TestTsa(Pki.root("secp256r1", "CN=时间戳根,O=TSA", BEGIN), BEGIN, () -> NOW);
    private static final SealKeys KEYS = new SealKeys(
            Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN).key("CN=PDF签章"),
            Pki.root("secp256r1", "CN=国际根,O=CA", BEGIN).key("CN=二维码"),
            Pki.root("sm2p256v1", "CN=国密根,O=CA", BEGIN).key("CN=电子印章"),
            false);
    private static final byte[] PDF = new CertificatePdf("").render(Faces.of("王建国"));

    /** Timestamps what WireMock is asked for, well or with a fault. */
    private static final class Authority implements ResponseDefinitionTransformerV2 {

        private static final AtomicReference<UnaryOperator<byte[]>> FAULT = new AtomicReference<>();
        private static final AtomicReference<byte[]> LAST = new AtomicReference<>();

        @Override
        public String getName() {
            return "authority";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            byte[] good = TIMES.ask(event.getRequest().getBody());
            byte[] body = FAULT.get().apply(good);
            LAST.set(good);
            return new ResponseDefinitionBuilder()
                    .withHeader("Content-Type", "application/timestamp-reply")
                    .withBody(body)
                    .build();
        }

        static void answers(UnaryOperator<byte[]> fault) {
            FAULT.set(fault);
            SERVICE.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers("authority")));
        }
    }

    private static KeystoreSeals timestamped() {
        Timestamps times = new HttpTimestamps(
                new BoundedHttp("时间戳机构", Duration.ofSeconds(1), Duration.ZERO, Optional.empty()),
                SERVICE.baseUrl() + "/tsa",
                "SHA-256",
                Optional.empty(),
                Clock.systemUTC());
        return new KeystoreSeals(
                CompletableFuture.completedFuture(KEYS),
                List.of(),
                Set.of(),
                new Proofs(
                        Optional.of(times),
                        Optional.of(times),
                        Set.of(TIMES.certificate()),
                        Revocations.NONE,
                        Optional.empty()));
    }

    private static byte[] sealed(KeystoreSeals seals) {
        return seals.sealPdf(PDF, new Seals.Order("浙江省住房和城乡建设厅", "签发电子证照", NOW, Seals.Place.HIDDEN));
    }

    private final HttpSigningService seals = new HttpSigningService(
            http(Duration.ofSeconds(1)), SERVICE.baseUrl(), "renewal", "0123456789abcdef", Clock.systemUTC());

    private static BoundedHttp http(Duration timeout) {
        return new BoundedHttp("签名服务", timeout, Duration.ZERO, Optional.empty());
    }

    /** What is read here is what the key's certificate checks afterwards; the other side's words get no further. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANOTHER_TYPE", "NO_TYPE", "A_TYPE_THAT_IS_NONE"})
    void should_take_no_signature_from_a_service_that_says_something_else(HostileAnswer answer) {
        answer.by(SERVICE, "{\"signature\":\"MEUCIQ==\"}");

        assertThat(answer.outcome(() -> seals.sign("pdf", Algorithm.ECDSA_SHA256, DIGEST)))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageStartingWith("签名服务");

        SERVICE.stubFor(any(anyUrl()).willReturn(okJson("{\"signature\":\"MEUCIQ==\"}")));
        assertThat(seals.sign("pdf", Algorithm.ECDSA_SHA256, DIGEST)).isNotEmpty();
    }

    @Test
    void should_send_and_take_what_the_document_says_and_nothing_else() {
        PartnerDocument document = PartnerDocument.of("signing-service.yaml");
        String certificate = Pem.write(KEYS.ofd().chain()).replaceAll("-----[A-Z ]+-----|\\s", "");
        assertThat(PartnerDocument.differences(
                        document.answer("GET /v1/keys", 200),
                        "{\"keys\":[{\"name\":\"ofd\",\"certificates\":[\"" + certificate + "\"]}]}",
                        isTaken(() -> patient().keys()),
                        Set.of()))
                .isEmpty();
        assertThat(PartnerDocument.differences(
                        document.answer("POST /v1/signatures", 200),
                        "{\"signature\":\"MEUCIQ==\"}",
                        isTaken(() -> patient().sign("ofd", Algorithm.SM2_SM3, DIGEST)),
                        Set.of()))
                .isEmpty();
        SERVICE.stubFor(any(anyUrl()).willReturn(okJson("{\"signature\":\"MEUCIQ==\"}")));
        for (Algorithm each : Algorithm.values()) {
            patient().sign("pdf-义乌市住房和城乡建设局", each, DIGEST);
        }

        PartnerDocument.Look look = document.at(SERVICE.findAll(anyRequestedFor(anyUrl())), "");
        assertThat(look.faults()).isEmpty();
        assertThat(look.operations()).isEqualTo(document.operations());
    }

    /** Where no time is measured, a busy machine may have it. */
    private static HttpSigningService patient() {
        return new HttpSigningService(
                http(Duration.ofSeconds(30)), SERVICE.baseUrl(), "renewal", "0123456789abcdef", Clock.systemUTC());
    }

    private static Predicate<String> isTaken(Runnable call) {
        return answer -> {
            SERVICE.stubFor(any(anyUrl()).willReturn(okJson(answer)));
            try {
                call.run();
                return true;
            } catch (SealsUnavailable no) {
                return false;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void should_seal_nothing_by_an_authority_that_says_something_else_and_go_on_afterwards(HostileAnswer answer) {
        KeystoreSeals seals = timestamped();
        answer.by(SERVICE, "{\"status\":\"granted\"}");

        assertThat(answer.outcome(() -> sealed(seals)))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageStartingWith("时间戳机构");
        // What came whole and in time is no failure of the line, whatever it says.
        Authority.answers(good -> good);
        assertThat(HostileAnswer.afterwards(() -> sealed(seals))).isNotEmpty();
        assertThat(seals.timestampsFailingSince()).isEmpty();
    }

    private static Arguments fault(String name, UnaryOperator<byte[]> fault) {
        return Arguments.argumentSet(name, fault);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("half of it", good -> Arrays.copyOf(good, good.length / 2)),
                fault("something behind it", good -> Arrays.copyOf(good, good.length + 1)),
                fault("twice", good -> concatenated(good, good)),
                fault("the last one", good -> Authority.LAST.get()),
                fault("a changed bit in the moment or the signature", good -> {
                    byte[] changed = good.clone();
                    changed[changed.length - 5] ^= 1;
                    return changed;
                }),
                fault("a length without an end", good -> {
                    byte[] changed = good.clone();
                    changed[1] = (byte) 0x84;
                    Arrays.fill(changed, 2, 6, (byte) 0x7f);
                    return changed;
                }),
                fault("containers in containers", good -> {
                    byte[] deep = new byte[200_000];
                    for (int at = 0; at < deep.length; at += 2) {
                        deep[at] = 0x30;
                        deep[at + 1] = (byte) 0x80;
                    }
                    return deep;
                }),
                fault(
                        "a refusal with words of its own",
                        good -> HexFormat.of()
                                .parseHex("301c301a02010230150c13e78e8be6b5b7e7949f20333330323033313938")));
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void should_seal_nothing_by_a_token_that_is_not_whole_or_not_for_this(UnaryOperator<byte[]> fault) {
        KeystoreSeals seals = timestamped();
        Authority.answers(good -> good);
        assertThat(sealed(seals)).isNotEmpty();

        Authority.answers(fault);
        assertThatThrownBy(() -> sealed(seals))
                .isInstanceOf(SealsUnavailable.class)
                .hasMessageStartingWith("时间戳机构")
                .message()
                .doesNotContain("王海生");
    }

    @Test
    void should_hang_up_on_an_answer_without_an_end() throws Exception {
        try (Endless endless = new Endless()) {
            assertThatThrownBy(() -> http(Duration.ofSeconds(20))
                            .ask(endless.address(), "text/plain", "*/*", "?".getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(SealsUnavailable.class);
            assertThat(endless.taken()).isLessThan(16_000_000);
        }
    }
}
