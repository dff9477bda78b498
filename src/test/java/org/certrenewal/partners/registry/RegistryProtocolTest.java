package org.certrenewal.partners.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerError;
import org.certrenewal.partners.PartnerJson.NotTheProtocol;
import org.certrenewal.partners.TestPartners;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.Refused;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.testing.HostileAnswer;
import org.certrenewal.testing.PartnerDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks with a platform that accepts, knows already, refuses, and answers what nobody asked for. */
class RegistryProtocolTest {

    @RegisterExtension
    static final WireMockExtension PLATFORM = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    /** Where no time is measured, a busy machine may have it. */
    private static final String PATIENTLY = "PT30S";

    private static final String NUMBER = "浙B012023000123";

    private final RegistryProtocol protocol = protocol("PT3S");

    private static RegistryProtocol protocol(String patience) {
        TestPartners here = TestPartners.with(
                "registry.url",
                PLATFORM.baseUrl(),
                "registry.read-timeout",
                patience,
                "registry.key-id",
                "k1",
                "registry.secret",
                "0123456789abcdef");
        return new RegistryProtocol(
                here.clients().of(Partner.REGISTRY), here.lines().line(Partner.REGISTRY));
    }

    private String publish() {
        return publish(protocol);
    }

    private static String publish(RegistryProtocol protocol) {
        return protocol.publish(new RegistryProtocol.Publication(
                NUMBER + "/v2",
                "02",
                "01",
                "2026-03-02",
                NUMBER,
                "new",
                "old",
                2,
                "1",
                "n",
                "1",
                "01",
                "t",
                "2020-01-01",
                "2026-03-02",
                "2028-03-01",
                "2026-03-02",
                "a",
                "c"));
    }

    private static void answers(String json) {
        PLATFORM.stubFor(any(anyUrl()).willReturn(okJson(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void should_take_what_is_accepted_or_was_there_already_for_delivered(String code) {
        answers("{\"code\":\"" + code + "\",\"receipt\":\"R-1\",\"more\":1}");
        assertThat(publish()).isEqualTo("R-1");
        PLATFORM.verify(postRequestedFor(urlEqualTo("/certificates/%E6%B5%99B012023000123/operations"))
                .withHeader("Idempotency-Key", equalTo("%E6%B5%99B012023000123%2Fv2"))
                .withRequestBody(matchingJsonPath("$.operation", equalTo("02")))
                .withRequestBody(matchingJsonPath("$.previousIdentifier", equalTo("old"))));
    }

    @Test
    void should_be_refused_by_the_platforms_code_and_without_its_words() {
        answers("{\"code\":\"0\",\"reason\":\"0301\",\"message\":\"王海生\"}");
        assertThatThrownBy(this::publish)
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.code()).isEqualTo("0301"))
                .hasMessageNotContaining("王海生");
        answers("{\"code\":\"0\",\"reason\":\"王海生\\n\"}");
        assertThatThrownBy(this::publish).hasMessage("refused: unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"1\"",
                "{\"code\":1,\"receipt\":\"R\"}",
                "{\"code\":\"1\"}",
                "{\"code\":\"3\",\"receipt\":\"R\"}",
                "{\"code\":\"1\",\"receipt\":\"=cmd()\"}",
                "{\"code\":\"1\",\"receipt\":\"R\\r\\nX: y\"}",
                "{\"code\":\"1\",\"receipt\":\"R\"} {}",
                "{\"code\":\"1\",",
                ""
            })
    void should_take_nothing_for_an_answer_that_is_none(String body) {
        answers(body);
        assertThatThrownBy(this::publish).isInstanceOf(NotTheProtocol.class);
    }

    @Test
    void should_not_read_another_type() {
        PLATFORM.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/html")
                        .withBody("{\"code\":\"1\",\"receipt\":\"R\"}")));
        assertThatThrownBy(this::publish).isInstanceOf(NotTheProtocol.class);
    }

    @Test
    void should_tell_a_refused_message_from_a_platform_in_trouble() {
        PLATFORM.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(422)));
        assertThatThrownBy(this::publish).isInstanceOf(Refused.class);
        PLATFORM.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
        assertThatThrownBy(this::publish).isInstanceOf(PartnerError.class);
    }

    @Test
    void should_look_a_certificate_up_by_its_number() {
        answers("{\"number\":\"" + NUMBER
                + "\",\"identifier\":\"1.2.156\",\"version\":2,\"status\":\"02\",\"validTo\":\"2028-03-01\"}");
        assertThat(protocol.withNumber(NUMBER))
                .hasValueSatisfying(it -> assertThat(it.status()).isEqualTo(CertificateStatus.SUSPENDED));
        PLATFORM.stubFor(
                any(anyUrl()).willReturn(okJson("{\"code\":\"not-found\"}").withStatus(404)));
        assertThat(protocol.withNumber(NUMBER)).isEmpty();
        PLATFORM.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("nginx")));
        assertThatThrownBy(() -> protocol.withNumber(NUMBER)).isInstanceOf(PartnerError.class);
    }

    @Test
    void should_send_and_take_what_the_document_says_and_nothing_else() {
        PartnerDocument document = PartnerDocument.of("registry.yaml");
        String certificate = "{\"number\":\"" + NUMBER
                + "\",\"identifier\":\"1.2.156\",\"version\":2,\"status\":\"02\",\"validTo\":\"2028-03-01\"}";
        String page = "{\"certificates\":[" + certificate + "],\"next\":\"c-2\"}";
        String operations = "POST /certificates/{number}/operations";
        // A refusal is one, whatever the platform calls the reason, and without one.
        for (String good : List.of("{\"code\":\"1\",\"receipt\":\"R-1\"}", "{\"code\":\"0\",\"reason\":\"0301\"}")) {
            assertThat(PartnerDocument.differences(
                            document.answer(operations, 200),
                            good,
                            said(() -> publish(protocol(PATIENTLY))),
                            Set.of("reason", "code")))
                    .isEmpty();
        }
        assertThat(PartnerDocument.differences(
                        document.answer("GET /certificates/{number}", 200),
                        certificate,
                        said(() -> protocol(PATIENTLY).withNumber(NUMBER)),
                        Set.of()))
                .isEmpty();
        assertThat(PartnerDocument.differences(
                        document.answer("GET /certificates", 200),
                        page,
                        said(() -> protocol(PATIENTLY).page("")),
                        Set.of()))
                .isEmpty();
        assertThat(PartnerDocument.differences(
                        document.answer("POST /certificates/query", 200),
                        page,
                        said(() -> protocol(PATIENTLY).withNumbers(List.of(NUMBER))),
                        Set.of("next")))
                .isEmpty();

        PartnerDocument.Look look = document.at(PLATFORM.findAll(anyRequestedFor(anyUrl())), "");
        assertThat(look.faults()).isEmpty();
        assertThat(look.operations()).isEqualTo(document.operations());
    }

    private static Predicate<String> said(Runnable call) {
        return answer -> {
            answers(answer);
            try {
                call.run();
                return true;
            } catch (Refused understood) {
                return true;
            } catch (NotTheProtocol no) {
                return false;
            }
        };
    }

    /** What is about the message ends it until an administrator looks; everything else is the platform's trouble. */
    @ParameterizedTest
    @EnumSource
    void should_publish_once_the_platform_answers_after_it_said_something_else(HostileAnswer answer) {
        String good = "{\"code\":\"1\",\"receipt\":\"R-1\"}";
        answer.by(PLATFORM, good);
        RuntimeException thrown = answer.outcome(this::publish);
        assertThat(thrown instanceof NotNow).isEqualTo(answer.asksForRest());
        assertThat(thrown instanceof Refused)
                .isEqualTo(answer == HostileAnswer.BAD_REQUEST || answer == HostileAnswer.CONFLICT);

        answers(good);
        if (!answer.asksForRest()) {
            String receipt = HostileAnswer.afterwards(this::publish);
            assertThat(receipt).isEqualTo("R-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_take_nothing_else_for_a_certificate(HostileAnswer answer) {
        answer.by(
                PLATFORM,
                "{\"number\":\"" + NUMBER
                        + "\",\"identifier\":\"1.2.156\",\"version\":2,\"status\":\"02\",\"validTo\":\"2028-03-01\"}");
        RuntimeException thrown = answer.outcome(() -> protocol.withNumber(NUMBER));
        assertThat(thrown instanceof NotNow).isEqualTo(answer.asksForRest());
        assertThat(thrown).isNotInstanceOf(Refused.class);
    }
}
