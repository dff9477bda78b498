package org.certrenewal.partners;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.certrenewal.testing.Endless;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Speaks with a partner that answers slowly, brokenly, hugely and with what nobody asked for. */
class PartnerClientsTest {

    @RegisterExtension
    static final WireMockExtension PARTNER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().maxRequestJournalEntries(100))
            .build();

    private final TestPartners here = TestPartners.with(
            "registry.url", PARTNER.baseUrl() + "/base/",
            "registry.read-timeout", "PT2S",
            "registry.connect-timeout", "PT5S",
            "registry.largest-answer", "10KB",
            "registry.key-id", "k1",
            "registry.secret", "0123456789abcdef");

    private final RestClient client = here.clients().of(Partner.REGISTRY);

    private String asked() {
        return client.get().uri("/certificates/{number}", "浙B/1?").retrieve().body(String.class);
    }

    @Test
    void should_sign_what_it_sends_and_encode_what_stands_in_a_path() {
        PARTNER.stubFor(any(anyUrl()).willReturn(ok("fine")));
        assertThat(client.post()
                        .uri("/certificates/{number}", "浙B/1?")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body("{}")
                        .retrieve()
                        .body(String.class))
                .isEqualTo("fine");
        String path = "/base/certificates/%E6%B5%99B%2F1%3F";
        LoggedRequest request =
                PARTNER.findAll(postRequestedFor(urlEqualTo(path))).get(0);
        here.signatures()
                .verify(Partner.REGISTRY, "POST", path, request::getHeader, "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_give_an_answer_up_that_does_not_come() {
        PARTNER.stubFor(any(anyUrl()).willReturn(ok("late").withFixedDelay(30_000)));
        Instant begin = Instant.now();
        assertThatThrownBy(this::asked)
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void should_give_an_answer_up_that_comes_in_drops() {
        PARTNER.stubFor(any(anyUrl()).willReturn(ok("x".repeat(1000)).withChunkedDribbleDelay(100, 30_000)));
        Instant begin = Instant.now();
        assertThatThrownBy(this::asked).isInstanceOf(ResourceAccessException.class);
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void should_survive_an_answer_that_breaks(Fault fault) {
        PARTNER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
        assertThatThrownBy(this::asked).isInstanceOf(ResourceAccessException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_take_no_answer_longer_than_the_limit(boolean announced) {
        byte[] huge = new byte[100_000];
        PARTNER.stubFor(any(anyUrl())
                .willReturn(
                        announced
                                ? aResponse().withBody(huge).withHeader("Content-Length", "100000")
                                : aResponse().withBody(huge).withChunkedDribbleDelay(1, 1)));
        assertThatThrownBy(this::asked)
                .isInstanceOf(ResourceAccessException.class)
                .hasCauseInstanceOf(PartnerClients.Unacceptable.class);
    }

    /** The connection's buffers hold some megabytes beside the limit. */
    @Test
    void should_hang_up_on_an_answer_without_an_end() throws Exception {
        try (Endless endless = new Endless()) {
            TestPartners patient =
                    TestPartners.with("registry.url", endless.address(), "registry.read-timeout", "PT20S");
            assertThatThrownBy(() -> patient.clients()
                            .of(Partner.REGISTRY)
                            .get()
                            .uri("/x")
                            .retrieve()
                            .body(byte[].class))
                    .hasCauseInstanceOf(PartnerClients.Unacceptable.class);
            assertThat(endless.taken()).isLessThan(16_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void should_follow_nobody_elsewhere(int status) {
        PARTNER.stubFor(any(urlEqualTo("/elsewhere")).willReturn(ok("gotcha")));
        PARTNER.stubFor(any(com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching("/base/.*"))
                .willReturn(aResponse().withStatus(status).withHeader("Location", PARTNER.baseUrl() + "/elsewhere")));
        assertThatThrownBy(this::asked).hasCauseInstanceOf(PartnerClients.Unacceptable.class);
        PARTNER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503})
    void should_say_with_which_status_it_failed_and_not_what_was_said(int status) {
        PARTNER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody("王海生 330203198503159914")));
        assertThatThrownBy(this::asked)
                .isInstanceOfSatisfying(PartnerError.class, error -> {
                    assertThat(error.status()).isEqualTo(status);
                    assertThat(error.body()).asString(StandardCharsets.UTF_8).contains("王海生");
                })
                .hasMessage("registry answered " + status);
    }

    @Test
    void should_refuse_to_speak_with_a_partner_that_is_not_configured() {
        assertThatThrownBy(() -> here.clients().of(Partner.COURIER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("renewal.partners.courier.url");
    }
}
