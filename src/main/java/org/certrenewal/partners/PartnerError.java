package org.certrenewal.partners;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says that a partner answered with a status of failure (4xx, 5xx); what it said isn't part of the message. */
public class PartnerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final int status;
    private final transient byte[] body;
    private final transient Optional<Duration> wanted;

    /**
     * Takes an answer.
     *
     * @param retryAfter the header of that name, or null
     */
    PartnerError(Partner partner, int status, byte[] body, String retryAfter) {
        super(partner.id() + " answered " + status);
        this.status = status;
        this.body = body;
        this.wanted = Optional.ofNullable(retryAfter)
                .map(String::strip)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    public int status() {
        return status;
    }

    /** Returns what it said, no longer than the limit; never to be logged. */
    public byte[] body() {
        return body == null ? new byte[0] : body.clone();
    }

    /** Tells whether the partner asks for a rest, whatever was sent: too many requests, or 503 until a given time. */
    boolean asksForRest() {
        return status == TOO_MANY || status == UNAVAILABLE && wanted.isPresent();
    }

    /** Returns for how long, if the partner said so in seconds. */
    Optional<Duration> rest() {
        return wanted;
    }
}
