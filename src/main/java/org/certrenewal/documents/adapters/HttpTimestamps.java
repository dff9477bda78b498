package org.certrenewal.documents.adapters;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.Timestamps;
import org.certrenewal.documents.seal.Web;

/** A timestamping authority over HTTP (RFC 3161 section 3.4). */
final class HttpTimestamps implements Timestamps {

    private final Web web;
    private final String address;
    private final String digest;
    private final Optional<String> policy;
    private final Clock clock;
    private final AtomicReference<Instant> failing = new AtomicReference<>();

    /**
     * Makes it.
     *
     * @param address where it listens
     */
    HttpTimestamps(Web web, String address, String digest, Optional<String> policy, Clock clock) {
        this.web = web;
        this.address = address;
        this.digest = digest;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public byte[] ask(byte[] request) {
        try {
            byte[] answer = web.ask(address, "application/timestamp-query", "application/timestamp-reply", request);
            failing.set(null);
            return answer;
        } catch (SealsUnavailable nobodyAnswers) {
            failing.compareAndSet(null, clock.instant());
            throw nobodyAnswers;
        }
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public Optional<String> policy() {
        return policy;
    }

    @Override
    public Optional<Instant> failingSince() {
        return Optional.ofNullable(failing.get());
    }
}
