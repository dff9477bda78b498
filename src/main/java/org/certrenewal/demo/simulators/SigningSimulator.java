package org.certrenewal.demo.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.certrenewal.documents.seal.SealKeys;

/**
 * Plays an authority's signing service, by {@code docs/partners/signing-service.yaml}, with the keys of the
 * demonstration. It is made before the program is, so that it is no component.
 */
final class SigningSimulator implements Simulator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int APART_SECONDS = 60;
    private static final int DIGEST = 32;

    /** Stands before a SHA-256 digest in a signature of PKCS #1 version 1.5 (RFC 8017 section 9.2). */
    private static final byte[] SHA256 = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final Map<String, SealKeys.Key> keys;
    private final byte[] secret;
    private final Ledger nonces = new Ledger();
    private final Ledger ledger = new Ledger();

    /**
     * Makes it.
     *
     * @param secret that both sides share
     */
    SigningSimulator(SealKeys keys, String secret) {
        this.keys = new TreeMap<>(keys.own());
        this.keys.putAll(Map.of("pdf", keys.pdf(), "qr", keys.qr(), "ofd", keys.ofd()));
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String id() {
        return "seals";
    }

    @Override
    public String title() {
        return "签名服务";
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Reply answer(Request request, boolean refusing) {
        try {
            if (!isOurs(request)) {
                return Reply.none(401);
            }
            if (refusing) {
                return Reply.none(503);
            }
            return switch (request.method() + " " + request.path()) {
                case "GET /v1/keys" -> Reply.json(200, JSON.writeValueAsString(Map.of("keys", offered())));
                case "POST /v1/signatures" -> signed(JSON.readTree(request.body()));
                default -> Reply.none(404);
            };
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Reply.none(400);
        }
    }

    private boolean isOurs(Request request) throws GeneralSecurityException {
        String moment = request.headers().getOrDefault("x-timestamp", "0");
        String nonce = request.headers().getOrDefault("x-nonce", "");
        String path = request.target().split("\\?", 2)[0];
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(request.body());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] right = mac.doFinal(String.join(
                        "\n",
                        request.method(),
                        path,
                        moment,
                        nonce,
                        HexFormat.of().formatHex(hash))
                .getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(
                        HexFormat.of().formatHex(right).getBytes(StandardCharsets.US_ASCII),
                        request.headers().getOrDefault("x-signature", "").getBytes(StandardCharsets.UTF_8))
                && Math.abs(Long.parseLong(moment) - Instant.now().getEpochSecond()) <= APART_SECONDS
                && nonces.isFirst(nonce);
    }

    private List<Map<String, Object>> offered() throws GeneralSecurityException {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map.Entry<String, SealKeys.Key> key : keys.entrySet()) {
            List<String> chain = new ArrayList<>();
            for (X509Certificate certificate : key.getValue().chain()) {
                chain.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            }
            all.add(Map.of("name", key.getKey(), "certificates", chain));
        }
        return all;
    }

    private Reply signed(JsonNode order) throws GeneralSecurityException, IOException {
        String name = order.path("key").asText();
        SealKeys.Key key = keys.get(name);
        byte[] digest = Base64.getDecoder().decode(order.path("digest").asText());
        String algorithm = order.path("algorithm").asText();
        if (key == null || digest.length != DIGEST || !algorithm.equals(algorithm(name, key))) {
            return Reply.none(400);
        }
        ledger.isFirst(HexFormat.of().formatHex(digest));
        byte[] signature = switch (algorithm) {
            case "sm2-sm3" -> sm2(((ECPrivateKey) key.secret()).getS(), digest);
            case "rsa-sha256" -> plain("NONEwithRSA", key, SHA256, digest);
            default -> plain("NONEwithECDSA", key, new byte[0], digest);
        };
        return Reply.json(
                200,
                JSON.writeValueAsString(Map.of("signature", Base64.getEncoder().encodeToString(signature))));
    }

    private static String algorithm(String name, SealKeys.Key key) {
        if (name.startsWith("ofd")) {
            return "sm2-sm3";
        }
        return key.chain().get(0).getPublicKey().getAlgorithm().equals("RSA") ? "rsa-sha256" : "ecdsa-sha256";
    }

    private static byte[] plain(String name, SealKeys.Key key, byte[] before, byte[] digest)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(name, SimulatorKeys.BOUNCY_CASTLE);
        signature.initSign(key.secret());
        signature.update(before);
        signature.update(digest);
        return signature.sign();
    }

    /** Signs as GB/T 32918.2 section 6.1 says, which the usual providers do for whole messages only. */
    private static byte[] sm2(BigInteger secret, byte[] digest) throws IOException {
        ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("sm2p256v1");
        BigInteger n = curve.getN();
        BigInteger k = new BigInteger(n.bitLength() - 1, RANDOM).add(BigInteger.ONE);
        BigInteger x = curve.getG().multiply(k).normalize().getAffineXCoord().toBigInteger();
        BigInteger r = new BigInteger(1, digest).add(x).mod(n);
        BigInteger s = BigInteger.ONE
                .add(secret)
                .modInverse(n)
                .multiply(k.subtract(r.multiply(secret)))
                .mod(n);
        return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
    }

    @Override
    public String shown() {
        return "<p>用演示密钥签名：" + Html.text(String.join("、", keys.keySet())) + "。不能签名时，证照和文书等着盖章，恢复后自动继续。</p>";
    }
}
