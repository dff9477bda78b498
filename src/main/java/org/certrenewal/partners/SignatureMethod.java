package org.certrenewal.partners;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Names the keyed digests that requests are signed by: RFC 2104 over SHA-256 (FIPS 180-4) or SM3 (GB/T 32905). */
public enum SignatureMethod {
    HMAC_SHA256("HMAC-SHA256") {
        @Override
        String digest(byte[] body) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        byte[] mac(byte[] key, byte[] text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    },
    HMAC_SM3("HMAC-SM3") {
        @Override
        String digest(byte[] body) {
            SM3Digest digest = new SM3Digest();
            digest.update(body, 0, body.length);
            byte[] out = new byte[digest.getDigestSize()];
            digest.doFinal(out, 0);
            return HexFormat.of().formatHex(out);
        }

        @Override
        byte[] mac(byte[] key, byte[] text) {
            HMac mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(key));
            mac.update(text, 0, text.length);
            byte[] out = new byte[mac.getMacSize()];
            mac.doFinal(out, 0);
            return out;
        }
    };

    private final String header;

    SignatureMethod(String header) {
        this.header = header;
    }

    /** Returns its name in {@code X-Signature-Method}. */
    public String header() {
        return header;
    }

    static Optional<SignatureMethod> named(String header) {
        for (SignatureMethod method : values()) {
            if (method.header.equals(header)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** Returns the digest of a body, in hexadecimal. */
    abstract String digest(byte[] body);

    abstract byte[] mac(byte[] key, byte[] text);

    byte[] sign(String secret, String method, String path, String timestamp, String nonce, byte[] body) {
        String text = method + "\n" + path + "\n" + timestamp + "\n" + nonce + "\n" + digest(body);
        return mac(secret.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }
}
