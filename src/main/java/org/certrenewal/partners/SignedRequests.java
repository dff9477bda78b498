package org.certrenewal.partners;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signs requests to partners, and verifies the callbacks that they sign alike: {@code X-Key-Id}, {@code X-Timestamp}
 * (seconds since 1970), {@code X-Nonce}, {@code X-Signature-Method} ({@code HMAC-SHA256} if absent, or
 * {@code HMAC-SM3}) and {@code X-Signature}, the keyed digest in hexadecimal over five lines: method, path with the
 * query as sent, timestamp, nonce, and the body's digest in hexadecimal. A request counts for five minutes, and once in
 * the cluster; a repetition is signed anew. Time is the machine's, not the engine's, which a demonstration may move.
 */
@Component
public class SignedRequests {

    public static final String KEY_ID = "X-Key-Id";
    public static final String TIMESTAMP = "X-Timestamp";
    public static final String NONCE = "X-Nonce";
    public static final String METHOD = "X-Signature-Method";
    public static final String SIGNATURE = "X-Signature";

    /** How far a request's time may be from ours, either way. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");
    private static final Pattern ONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int NONCE_BYTES = 16;
    private static final int SWEEP_EVERY = 200;

    private final PartnerSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;
    private final InstantSource time;
    private final SecureRandom random = new SecureRandom();

    @Autowired
    SignedRequests(
            PartnerSettings settings, JdbcClient jdbc, PlatformTransactionManager transactions, MeterRegistry meters) {
        this(settings, jdbc, transactions, meters, InstantSource.system());
    }

    SignedRequests(
            PartnerSettings settings,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            InstantSource time) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.meters = meters;
        this.time = time;
    }

    /** Says why a callback doesn't count. */
    public enum Reason {
        /** A header is missing or can't be read, or the method isn't known. */
        MALFORMED,
        /** It isn't the partner's key, or the partner has none. */
        UNKNOWN_KEY,
        /** Its time is too far from ours. */
        LATE,
        /** The signature doesn't fit what came. */
        FORGED,
        /** The very same request was here before. */
        REPLAYED
    }

    /** Says that a callback doesn't count; to be answered 401 without saying why. */
    public static class NotGenuine extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        NotGenuine(Partner partner, Reason reason) {
            super("a callback of " + partner.id() + " doesn't count: "
                    + reason.name().toLowerCase(Locale.ROOT));
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /**
     * Signs a request with the partner's key.
     *
     * @return the headers to be sent; none if the partner has no key
     */
    public Map<String, String> sign(Partner partner, String method, URI uri, byte[] body) {
        return settings.of(partner)
                .filter(PartnerSettings.Access::signs)
                .map(access -> sign(access, method, uri, body))
                .orElse(Map.of());
    }

    private Map<String, String> sign(PartnerSettings.Access access, String method, URI uri, byte[] body) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = HexFormat.of().formatHex(bytes);
        String timestamp = String.valueOf(time.instant().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(KEY_ID, access.keyId());
        headers.put(TIMESTAMP, timestamp);
        headers.put(NONCE, nonce);
        headers.put(METHOD, access.signatureMethod().header());
        headers.put(
                SIGNATURE,
                HexFormat.of()
                        .formatHex(access.signatureMethod()
                                .sign(access.secret(), method, path(uri), timestamp, nonce, body)));
        return headers;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /**
     * Verifies a callback, and uses its nonce up, in a transaction of its own; to be called in none.
     *
     * @param headers returns the header of a name, or null
     * @param path with the query, as it came
     * @throws NotGenuine if it doesn't count; it is counted
     */
    public void verify(Partner partner, String method, String path, UnaryOperator<String> headers, byte[] body) {
        Optional<Reason> reason = refusal(partner, method, path, headers, body);
        Counter.builder("renewal.partner.callbacks")
                .description("Signed callbacks of partners, by what came of them")
                .tag("partner", partner.id())
                .tag(
                        "result",
                        reason.map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .orElse("genuine"))
                .register(meters)
                .increment();
        reason.ifPresent(it -> {
            throw new NotGenuine(partner, it);
        });
    }

    private Optional<Reason> refusal(
            Partner partner, String method, String path, UnaryOperator<String> headers, byte[] body) {
        String keyId = headers.apply(KEY_ID);
        String timestamp = headers.apply(TIMESTAMP);
        String nonce = headers.apply(NONCE);
        String signature = headers.apply(SIGNATURE);
        String name = headers.apply(METHOD);
        Optional<SignatureMethod> by =
                name == null ? Optional.of(SignatureMethod.HMAC_SHA256) : SignatureMethod.named(name);
        if (keyId == null
                || by.isEmpty()
                || !matches(NUMBER, timestamp)
                || !matches(ONCE, nonce)
                || !matches(HEX, signature)) {
            return Optional.of(Reason.MALFORMED);
        }
        Optional<PartnerSettings.Access> access = settings.of(partner)
                .filter(PartnerSettings.Access::signs)
                .filter(it -> it.keyId().equals(keyId));
        if (access.isEmpty()) {
            return Optional.of(Reason.UNKNOWN_KEY);
        }
        byte[] right = by.get().sign(access.get().secret(), method, path, timestamp, nonce, body);
        if (!MessageDigest.isEqual(right, HexFormat.of().parseHex(signature))) {
            return Optional.of(Reason.FORGED);
        }
        Instant now = time.instant();
        if (Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                        .abs()
                        .compareTo(WINDOW)
                > 0) {
            return Optional.of(Reason.LATE);
        }
        return isFirst(partner, nonce, now) ? Optional.empty() : Optional.of(Reason.REPLAYED);
    }

    private static boolean matches(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches();
    }

    private boolean isFirst(Partner partner, String nonce, Instant now) {
        try {
            transaction.executeWithoutResult(status -> {
                if (ThreadLocalRandom.current().nextInt(SWEEP_EVERY) == 0) {
                    jdbc.sql("delete from partner_nonce where seen_at < ?")
                            .param(at(now.minus(WINDOW.multipliedBy(3))))
                            .update();
                }
                jdbc.sql("insert into partner_nonce (partner, nonce, seen_at) values (?, ?, ?)")
                        .params(partner.id(), nonce, at(now))
                        .update();
            });
            return true;
        } catch (DuplicateKeyException seen) {
            return false;
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
