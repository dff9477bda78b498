package org.certrenewal.partners.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Map;
import org.certrenewal.notices.outside.AddressRefused;
import org.certrenewal.notices.outside.ShortMessage;
import org.certrenewal.notices.outside.Texter.Answer;
import org.certrenewal.partners.TestPartners;
import org.certrenewal.partners.sms.SmsSettings.Template;
import org.certrenewal.testing.HostileAnswer;
import org.certrenewal.typed.Telephone;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends short messages over the line and client that serve, by a provider that answers as it should or otherwise. */
class HttpTexterTest {

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String GOOD = "{\"Message\":\"OK\",\"RequestId\":\"1\",\"BizId\":\"9006\",\"Code\":\"OK\"}";
    private static final ShortMessage MESSAGE = new ShortMessage(
            "7b3c-0", "7b3c", new Telephone("13800000013"), "result", Map.of("number", "R2026090100001"));

    private final TestPartners here = TestPartners.with(
            "sms.url", PROVIDER.baseUrl() + "/",
            "sms.key-id", "k1",
            "sms.secret", "0123456789abcdef",
            "sms.read-timeout", "PT3S",
            "sms.connect-timeout", "PT1S");
    private final HttpTexter texter = new HttpTexter(
            new SmsSettings("浙江住建", "cn-hangzhou", Map.of("result", new Template("SMS_1", null, ""))),
            here.settings(),
            here.clients(),
            here.lines());

    /**
     * Never for good by what nobody understands, and under the same key, by which the provider tells a repetition.
     * Providers who offer the protocol alike don't name the type alike.
     */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANOTHER_TYPE", "NO_TYPE", "A_TYPE_THAT_IS_NONE"})
    void should_send_under_the_same_key_after_the_provider_said_something_else(HostileAnswer answer) {
        answer.by(PROVIDER, GOOD);
        RuntimeException thrown = answer.outcome(() -> texter.send(MESSAGE));
        assertThat(thrown).isNotInstanceOf(AddressRefused.class);

        PROVIDER.stubFor(any(anyUrl()).willReturn(okJson(GOOD)));
        if (!answer.asksForRest()) {
            assertThat(HostileAnswer.afterwards(() -> texter.send(MESSAGE))).isEqualTo(Answer.TAKEN);
        }
        assertThat(PROVIDER.findAll(anyRequestedFor(anyUrl())))
                .extracting(LoggedRequest::getBodyAsString)
                .allMatch(body -> body.contains("SignatureNonce=7b3c-0&"));
    }
}
