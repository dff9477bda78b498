package org.certrenewal.documents.adapters;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.SigningService;
import org.certrenewal.documents.seal.TrustList;

/**
 * A signing service over HTTP, as {@code docs/partners/signing-service.yaml} describes it; each request is signed by
 * HMAC.
 */
final class HttpSigningService implements SigningService {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 16;

    private final BoundedHttp http;
    private final String base;
    private final String client;
    private final byte[] secret;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param base address before {@code /v1}
     * @param client by which the service knows us
     * @param secret that both share
     */
    HttpSigningService(BoundedHttp http, String base, String client, String secret, Clock clock) {
        this.http = http;
        this.base = base.replaceAll("/+$", "");
        this.client = client;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    public List<Offered> keys() {
        String address = base + "/v1/keys";
        JsonNode answer = read(http.get(address, signed("GET", address, new byte[0])));
        if (!answer.path("keys").isArray()) {
            throw new SealsUnavailable("签名服务的答复里没有密钥");
        }
        try {
            List<Offered> keys = new ArrayList<>();
            for (JsonNode key : answer.get("keys")) {
                if (!key.path("certificates").isArray()) {
                    throw new SealsUnavailable("签名服务的密钥没有证书");
                }
                List<X509Certificate> chain = new ArrayList<>();
                for (JsonNode certificate : key.get("certificates")) {
                    chain.add(TrustList.certificate(text(certificate)));
                }
                keys.add(new Offered(text(key.path("name")), chain));
            }
            return keys;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SealsUnavailable("签名服务给出的证书读不了", e);
        }
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new SealsUnavailable("签名服务的答复不合约定");
        }
        return node.textValue();
    }

    @Override
    public byte[] sign(String alias, Algorithm algorithm, byte[] digest) {
        String address = base + "/v1/signatures";
        try {
            byte[] question = JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("key", alias)
                    .put("algorithm", algorithm.name().replace('_', '-').toLowerCase(Locale.ROOT))
                    .put("digest", Base64.getEncoder().encodeToString(digest)));
            JsonNode answer = read(http.ask(
                    address, "application/json", "application/json", question, signed("POST", address, question)));
            JsonNode signature = answer.path("signature");
            if (!signature.isTextual() || signature.textValue().isEmpty()) {
                throw new SealsUnavailable("签名服务的答复里没有签名");
            }
            return Base64.getDecoder().decode(signature.textValue());
        } catch (IOException | IllegalArgumentException e) {
            throw new SealsUnavailable("签名服务的答复读不了", e);
        }
    }

    private static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new SealsUnavailable("签名服务的答复读不了", e);
        }
    }

    private Map<String, String> signed(String method, String address, byte[] body) {
        try {
            byte[] random = new byte[NONCE];
            RANDOM.nextBytes(random);
            String nonce = HexFormat.of().formatHex(random);
            String moment = String.valueOf(clock.instant().getEpochSecond());
            String text = String.join(
                    "\n",
                    method,
                    URI.create(address).getPath(),
                    moment,
                    nonce,
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Map.of(
                    "X-Client",
                    client,
                    "X-Timestamp",
                    moment,
                    "X-Nonce",
                    nonce,
                    "X-Signature",
                    HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
