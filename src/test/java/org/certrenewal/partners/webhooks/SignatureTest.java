package org.certrenewal.partners.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Signs what the documentation signs. */
class SignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final long SECONDS = 1614265330;

    @Test
    void should_sign_as_the_documented_vector() throws IOException {
        String signature = Signature.of(SECRET, ID, SECONDS, BODY.getBytes(StandardCharsets.UTF_8));
        // Computed by OpenSSL.
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Files.readString(Path.of("docs/interfaces.md")))
                .contains(SECRET, ID, String.valueOf(SECONDS), BODY, signature);
    }

    @Test
    void should_sign_id_time_and_body_alike() {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String signature = Signature.of(SECRET, ID, SECONDS, body);
        assertThat(Signature.of(SECRET, ID + "x", SECONDS, body)).isNotEqualTo(signature);
        assertThat(Signature.of(SECRET, ID, SECONDS + 1, body)).isNotEqualTo(signature);
        assertThat(Signature.of(SECRET, ID, SECONDS, new byte[0])).isNotEqualTo(signature);
        assertThat(Signature.newSecret()).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(Signature.newSecret());
    }
}
