package org.certrenewal.partners.face;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;
import org.certrenewal.partners.SignedRequests;
import org.certrenewal.partners.TestPartners;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Check;
import org.certrenewal.process.FaceAuthentication.Opened;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.testing.HostileAnswer;
import org.certrenewal.testing.PartnerDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks with a partner that checks faces, and answers as it should or otherwise. */
class HttpFaceAuthenticationTest {

    @RegisterExtension
    static final WireMockExtension PARTNER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    /** Where no time is measured, a busy machine may have it. */
    private static final String PATIENTLY = "PT30S";

    private static final String SESSION = "0b2c7f9a-64a7-4c0e-b3ee-1f4c5f0d6a11";
    private static final Check CHECK =
            new Check(SESSION, "33260901X0000017", PersonName.of("王海生"), IdNumber.of("330203198503159914"));
    private static final String OPENED =
            "{\"session\":\"" + SESSION + "\",\"reference\":\"F-17\",\"code\":\"https://face.example/q/17\"}";

    private final TestPartners here = here("PT3S");

    private static TestPartners here(String patience) {
        return TestPartners.with(
                "face.url", PARTNER.baseUrl() + "/api",
                "face.key-id", "k1",
                "face.secret", "0123456789abcdef",
                "face.read-timeout", patience,
                "face.connect-timeout", "PT1S");
    }

    private final HttpFaceAuthentication face = face("PT3S");

    /** Each has a line of its own, which no failure of another has broken. */
    private static HttpFaceAuthentication face(String patience) {
        TestPartners here = here(patience);
        return new HttpFaceAuthentication(
                here.lines(), here.clients(), false, "https://renewal.example/", Duration.ofMinutes(3));
    }

    private static void says(String json) {
        PARTNER.stubFor(any(anyUrl()).willReturn(okJson(json)));
    }

    private static String state(String state) {
        return "{\"session\":\"" + SESSION + "\",\"reference\":\"F-17\",\"state\":\"" + state + "\",\"subject\":\""
                + CHECK.subject() + "\",\"at\":\"2026-03-02T10:00:01+08:00\"}";
    }

    @Test
    void should_order_a_check_signed_and_read_how_it_is_named() {
        says(OPENED);

        assertThat(face.open(CHECK)).isEqualTo(new Opened("F-17", "https://face.example/q/17"));

        LoggedRequest request =
                PARTNER.findAll(postRequestedFor(urlEqualTo("/api/sessions"))).get(0);
        here.signatures().verify(Partner.FACE, "POST", "/api/sessions", request::getHeader, request.getBody());
        assertThat(request.getBodyAsString())
                .isEqualTo("{\"session\":\"" + SESSION + "\",\"caseNumber\":\"33260901X0000017\",\"name\":\"王海生\","
                        + "\"idNumber\":\"330203198503159914\","
                        + "\"callback\":\"https://renewal.example/partners/face/callback\",\"secondsToLive\":180}");
    }

    @Test
    void should_read_how_a_check_stands() {
        says(state("PASSED"));
        Answer passed = face.ask(CHECK, "F-17").orElseThrow();
        assertThat(passed)
                .isEqualTo(new Answer(SESSION, "F-17", CHECK.subject(), true, Instant.parse("2026-03-02T02:00:01Z")));
        for (String refused : List.of("FAILED", "CANCELLED")) {
            says(state(refused));
            assertThat(face.ask(CHECK, "F-17").orElseThrow().passed()).isFalse();
        }
        for (String open : List.of("WAITING", "EXPIRED")) {
            says(state(open));
            assertThat(face.ask(CHECK, "F-17")).isEmpty();
        }
    }

    @Test
    void should_send_and_take_what_the_document_says_and_nothing_else() {
        PartnerDocument document = PartnerDocument.of("face.yaml");
        assertThat(PartnerDocument.differences(
                        document.answer("POST /sessions", 200),
                        OPENED,
                        PartnerDocument.takes(
                                HttpFaceAuthenticationTest::says,
                                () -> face(PATIENTLY).open(CHECK)),
                        Set.of()))
                .isEmpty();
        for (String state : List.of("PASSED", "WAITING")) {
            String good = state.equals("PASSED")
                    ? state(state)
                    : "{\"session\":\"" + SESSION + "\",\"reference\":\"F-17\",\"state\":\"WAITING\"}";
            assertThat(PartnerDocument.differences(
                            document.answer("GET /sessions/{reference}", 200),
                            good,
                            PartnerDocument.takes(
                                    HttpFaceAuthenticationTest::says,
                                    () -> face(PATIENTLY).ask(CHECK, "F-17")),
                            Set.of()))
                    .isEmpty();
        }
        // A callback with more in it is taken, and the rest forgotten.
        assertThat(PartnerDocument.differences(
                        document.body("POST /partners/face/callback"),
                        state("PASSED"),
                        body -> FaceMessages.result(body.getBytes(StandardCharsets.UTF_8))
                                .isPresent(),
                        Set.of("more")))
                .isEmpty();

        PartnerDocument.Look look = document.at(PARTNER.findAll(anyRequestedFor(anyUrl())), "/api");
        assertThat(look.faults()).isEmpty();
        assertThat(look.operations()).containsExactly("GET /sessions/{reference}", "POST /sessions");
        assertThat(document.operations()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void should_open_a_check_once_the_partner_answers_after_it_said_something_else(HostileAnswer answer) {
        answer.by(PARTNER, OPENED);
        RuntimeException thrown = answer.outcome(() -> face.open(CHECK));
        assertThat(thrown).as("it is tried again").isNotInstanceOf(Refused.class);
        assertThat(thrown instanceof NotNow).isEqualTo(answer.asksForRest());

        says(OPENED);
        if (!answer.asksForRest()) {
            assertThat(HostileAnswer.afterwards(() -> face.open(CHECK)))
                    .isEqualTo(new Opened("F-17", "https://face.example/q/17"));
        }
        assertThat(PARTNER.findAll(postRequestedFor(urlEqualTo("/api/sessions"))))
                .as("the same each time")
                .extracting(LoggedRequest::getBodyAsString)
                .containsOnly(PARTNER.findAll(postRequestedFor(urlEqualTo("/api/sessions")))
                        .get(0)
                        .getBodyAsString());
        Set<String> nonces = new HashSet<>();
        assertThat(PARTNER.findAll(postRequestedFor(urlEqualTo("/api/sessions"))))
                .as("each signed anew")
                .allMatch(it -> nonces.add(it.getHeader(SignedRequests.NONCE)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_FOUND")
    void should_take_nothing_else_for_a_result(HostileAnswer answer) {
        answer.by(PARTNER, state("PASSED"));
        RuntimeException thrown = answer.outcome(() -> face.ask(CHECK, "F-17"));
        assertThat(thrown instanceof NotNow).isEqualTo(answer.asksForRest());
    }

    @Test
    void should_know_no_result_of_a_check_that_the_partner_does_not_know() {
        HostileAnswer.NOT_FOUND.by(PARTNER, "");
        assertThat(face.ask(CHECK, "F-17")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session\":\"another\",\"reference\":\"F-17\",\"code\":\"c\"}",
                "{\"session\":\"" + SESSION + "\",\"reference\":\"F 17\",\"code\":\"c\"}",
                "{\"session\":\"" + SESSION + "\",\"reference\":\"F-17\",\"code\":\"王海生\"}",
                "{\"session\":\"" + SESSION + "\",\"reference\":\"F-17\",\"code\":\"a\\r\\nb\"}",
                "{\"session\":\"" + SESSION + "\",\"reference\":\"F-17\"}"
            })
    void should_show_no_code_of_a_partner_that_is_confused(String said) {
        says(said);
        assertThatThrownBy(() -> face.open(CHECK)).isInstanceOf(NotTheProtocol.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"passed", "PASSED ", "OK", "true", ""})
    void should_take_no_state_that_it_does_not_know_for_a_yes(String state) {
        says(state(state));
        assertThatThrownBy(() -> face.ask(CHECK, "F-17")).isInstanceOf(NotTheProtocol.class);
    }
}
