package org.certrenewal.partners.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks 1.0.0 says: HMAC-SHA256 over id, time and body with full stops between. */
final class Signature {

    static final String PREFIX = "whsec_";

    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** Makes a secret: {@code whsec_} and 32 random bytes in Base64. */
    static String newSecret() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * Returns the value of the header {@code webhook-signature}.
     *
     * @param secret as {@link #newSecret} makes them
     * @param id the message's, the same whenever it is sent
     * @param seconds when it is sent, in seconds since 1970
     */
    static String of(String secret, String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
