package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.certrenewal.documents.seal.TrustList.Purpose;

/**
 * The history of the authorities' keys and seals (印章名册): which sealed what, from when to when, and who named them.
 * Nothing is removed from it, so what was sealed once can be checked as long as the register is there.
 */
public interface SealRegister extends TrustSource {

    /** What became of a key that somebody proposed. */
    enum State {
        /** Waits for the second person. */
        WAITING("待确认"),
        /** Is named, and counts from its first moment to its last. */
        NAMED("已登记"),
        /** Was not agreed to. */
        DECLINED("未同意");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** Returns the word that people read. */
        public String label() {
            return label;
        }
    }

    /**
     * A key and what is known of it.
     *
     * @param id by its purpose, authority, certificate and seal: the same can't stand here twice
     * @param authority whose it is; empty for every authority of the service
     * @param chain its own certificate first, then those above it
     * @param electronicSeal SHA-256 of the seal that was issued to it; empty where there is none
     * @param from its first moment
     * @param to the first moment at which it no longer counts
     * @param endProposed when somebody wants it to end, which waits for the second person
     */
    record Named(
            String id,
            Purpose purpose,
            String authority,
            List<X509Certificate> chain,
            String electronicSeal,
            Instant from,
            Optional<Instant> to,
            State state,
            String proposedBy,
            Instant proposedAt,
            Optional<String> answeredBy,
            Optional<Instant> answeredAt,
            Optional<Instant> endProposed,
            Optional<String> endProposedBy,
            Optional<String> endAnsweredBy) {

        /** Refuses an empty chain. */
        public Named {
            chain = List.copyOf(chain);
            Objects.checkIndex(0, chain.size());
        }

        /** Makes one that waits. */
        public static Named proposed(
                Purpose purpose,
                String authority,
                List<X509Certificate> chain,
                String electronicSeal,
                Instant from,
                Optional<Instant> to,
                String by,
                Instant now) {
            return new Named(
                    idOf(purpose, authority, chain.get(0), electronicSeal),
                    purpose,
                    authority,
                    chain,
                    electronicSeal,
                    from,
                    to,
                    State.WAITING,
                    by,
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        private static String idOf(
                Purpose purpose, String authority, X509Certificate certificate, String electronicSeal) {
            String text = purpose + "\n" + authority + "\n" + Pem.write(List.of(certificate)) + "\n" + electronicSeal;
            return org.certrenewal.documents.Content.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .sha256()
                    .substring(0, 32);
        }

        /** Returns it with an answer. */
        public Named answered(State answer, String by, Instant now) {
            return new Named(
                    id,
                    purpose,
                    authority,
                    chain,
                    electronicSeal,
                    from,
                    to,
                    answer,
                    proposedBy,
                    proposedAt,
                    Optional.of(by),
                    Optional.of(now),
                    endProposed,
                    endProposedBy,
                    endAnsweredBy);
        }

        /** Returns it with an end that somebody proposes. */
        public Named endProposed(Instant end, String by) {
            return ending(to, Optional.of(end), Optional.of(by), Optional.empty());
        }

        /** Returns it without the end that somebody proposed. */
        public Named endDeclined() {
            return ending(to, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Returns it ended. */
        public Named ended(Instant end, String by) {
            return ending(Optional.of(end), Optional.empty(), endProposedBy, Optional.of(by));
        }

        private Named ending(
                Optional<Instant> newTo, Optional<Instant> proposed, Optional<String> proposer, Optional<String> by) {
            return new Named(
                    id,
                    purpose,
                    authority,
                    chain,
                    electronicSeal,
                    from,
                    newTo,
                    state,
                    proposedBy,
                    proposedAt,
                    answeredBy,
                    answeredAt,
                    proposed,
                    proposer,
                    by);
        }

        /** Returns what a check needs to know of it. */
        public TrustList.Entry entry() {
            return new TrustList.Entry(purpose, authority, chain.get(0), electronicSeal, from, to);
        }
    }

    /** Lists everything that was ever proposed, the oldest first. */
    List<Named> all();

    /** Returns one, and keeps others from changing it until the transaction ends. */
    Optional<Named> lock(String id);

    /**
     * Adds one, or proposes anew what was declined.
     *
     * @return false if it stands here already
     */
    boolean add(Named named);

    /** Keeps what became of one. */
    void change(Named named);
}
