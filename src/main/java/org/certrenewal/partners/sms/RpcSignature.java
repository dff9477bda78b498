package org.certrenewal.partners.sms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as Alibaba Cloud's RPC interfaces want them (signature version 1.0): all parameters sorted by name and
 * percent-encoded, method and path before them, HMAC-SHA1 (RFC 2104) with the secret and {@code &}, in Base64. The
 * algorithm is the protocol's; HMAC doesn't rest on what SHA-1 has lost.
 */
final class RpcSignature {

    private static final String ALGORITHM = "HmacSHA1";

    private RpcSignature() {}

    /** Returns the signature of a request. */
    static String sign(String method, Map<String, String> parameters, String secret) {
        String text = method + "&" + encoded("/") + "&" + encoded(query(parameters));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns parameters in the order and form in which they are signed; a form's body too. */
    static String query(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** Encodes as RFC 3986 does, not as forms do. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
