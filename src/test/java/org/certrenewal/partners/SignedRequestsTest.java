package org.certrenewal.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.certrenewal.partners.SignedRequests.NotGenuine;
import org.certrenewal.partners.SignedRequests.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestsTest {

    private static final URI CALLBACK = URI.create("https://renewal.example/partners/face/callback?x=%20y");
    private static final String PATH = "/partners/face/callback?x=%20y";
    private static final byte[] BODY = "{\"result\":\"PASSED\"}".getBytes(StandardCharsets.UTF_8);

    private final TestPartners here = with(SignatureMethod.HMAC_SHA256);
    private final SignedRequests signatures = here.signatures();

    private static TestPartners with(SignatureMethod method) {
        return TestPartners.with(
                "face.url", "https://face.example",
                "face.key-id", "k1",
                "face.secret", "a secret of the face check",
                "face.signature-method", method.name());
    }

    private Map<String, String> signed() {
        return new HashMap<>(signatures.sign(Partner.FACE, "POST", CALLBACK, BODY));
    }

    private Reason reason(Map<String, String> headers, String method, String path, byte[] body) {
        try {
            signatures.verify(Partner.FACE, method, path, headers::get, body);
            return null;
        } catch (NotGenuine refused) {
            return refused.reason();
        }
    }

    /** By test vectors computed with OpenSSL 3: {@code openssl dgst -sha256 -hmac …}, {@code -sm3 -hmac …}. */
    @ParameterizedTest
    @CsvSource({
        "HMAC_SHA256,3775f18bf4ded26fd190f5440451725a2550f21211aeec1a4fb2a71cb473bf3e",
        "HMAC_SM3,958dad12c8f10c87bf6ebcec85cdea908b78f17b5570f8207c96c77b564a0060"
    })
    void should_sign_as_others_do(SignatureMethod method, String expected) {
        assertThat(java.util.HexFormat.of()
                        .formatHex(method.sign(
                                "a secret of the face check", "POST", PATH, "1772416800", "0123456789abcdef", BODY)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void should_know_the_partner_by_what_it_signs(SignatureMethod method) {
        TestPartners partners = with(method);
        Map<String, String> headers = partners.signatures().sign(Partner.FACE, "POST", CALLBACK, BODY);
        assertThat(headers).containsEntry(SignedRequests.METHOD, method.header());
        assertThatCode(() -> partners.signatures().verify(Partner.FACE, "POST", PATH, headers::get, BODY))
                .doesNotThrowAnyException();
    }

    @Test
    void should_sign_nothing_for_a_partner_without_a_key() {
        assertThat(TestPartners.with("face.url", "https://face.example")
                        .signatures()
                        .sign(Partner.FACE, "POST", CALLBACK, BODY))
                .isEmpty();
    }

    @Test
    void should_refuse_what_was_changed_on_the_way() {
        assertThat(reason(signed(), "PUT", PATH, BODY)).isEqualTo(Reason.FORGED);
        assertThat(reason(signed(), "POST", "/partners/face/callback", BODY)).isEqualTo(Reason.FORGED);
        assertThat(reason(signed(), "POST", PATH, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reason.FORGED);
        Map<String, String> otherNonce = signed();
        otherNonce.put(SignedRequests.NONCE, "0123456789abcdef0123");
        assertThat(reason(otherNonce, "POST", PATH, BODY)).isEqualTo(Reason.FORGED);
        Map<String, String> later = signed();
        later.computeIfPresent(SignedRequests.TIMESTAMP, (name, it) -> String.valueOf(Long.parseLong(it) + 1));
        assertThat(reason(later, "POST", PATH, BODY)).isEqualTo(Reason.FORGED);
    }

    @Test
    void should_refuse_a_repetition_and_count_it() {
        Map<String, String> headers = signed();
        assertThat(reason(headers, "POST", PATH, BODY)).isNull();
        assertThat(reason(headers, "POST", PATH, BODY)).isEqualTo(Reason.REPLAYED);
        assertThat(here.meters()
                        .get("renewal.partner.callbacks")
                        .tag("partner", "face")
                        .tag("result", "replayed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void should_refuse_what_is_out_of_its_time(long seconds) {
        Map<String, String> headers = signed();
        here.pass(Duration.ofSeconds(seconds));
        assertThat(reason(headers, "POST", PATH, BODY)).isEqualTo(Reason.LATE);
    }

    @Test
    void should_refuse_a_foreign_key() {
        Map<String, String> headers = signed();
        headers.put(SignedRequests.KEY_ID, "k2");
        assertThat(reason(headers, "POST", PATH, BODY)).isEqualTo(Reason.UNKNOWN_KEY);
        assertThatThrownBy(() -> signatures.verify(Partner.SMS, "POST", PATH, signed()::get, BODY))
                .isInstanceOf(NotGenuine.class);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Key-Id,",
        "X-Timestamp,",
        "X-Timestamp,now",
        "X-Timestamp,99999999999999999999",
        "X-Nonce,",
        "X-Nonce,short",
        "X-Nonce,a nonce with blanks",
        "X-Signature,",
        "X-Signature,00",
        "X-Signature-Method,none"
    })
    void should_refuse_what_it_cannot_read(String name, String value) {
        Map<String, String> headers = signed();
        headers.put(name, value);
        assertThat(reason(headers, "POST", PATH, BODY)).isEqualTo(Reason.MALFORMED);
    }
}
