package org.certrenewal.documents.adapters;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.SigningService.Algorithm;
import org.certrenewal.testing.Endless;
import org.certrenewal.testing.HostileAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asks services that seal, tell the time or know certificates, and answer as they should or otherwise. */
class BoundedHttpTest {

    @RegisterExtension
    static final WireMockExtension SERVICE = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final byte[] DIGEST = new byte[32];

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
    void should_hang_up_on_an_answer_without_an_end() throws Exception {
        try (Endless endless = new Endless()) {
            assertThatThrownBy(() -> http(Duration.ofSeconds(20))
                            .ask(endless.address(), "text/plain", "*/*", "?".getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(SealsUnavailable.class);
            assertThat(endless.taken()).isLessThan(16_000_000);
        }
    }
}
