package org.certrenewal.partners.webhooks;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Says who is told what.
 *
 * @param id of our making
 * @param client the client that made it for itself; empty where an administrator did
 * @param url whereto
 * @param events what is told
 * @param offices codes of the offices whose cases are told; empty for all
 * @param state whether anything is sent now
 * @param createdBy a user's id, or a client's with {@code client:} before it
 * @param previousUntil until when the secret before signs too, if it was changed lately
 */
public record Subscription(
        String id,
        Optional<String> client,
        URI url,
        Set<CaseHappening> events,
        Set<String> offices,
        State state,
        String createdBy,
        Instant createdAt,
        Optional<Instant> previousUntil) {

    /** Names the states. */
    public enum State {
        ACTIVE("发送中"),
        /** Nothing is sent; what happens is kept and sent later. */
        PAUSED("已暂停"),
        /** The receiver said 410 Gone; as paused. */
        GONE("对方已停用（410）");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    boolean wants(CaseHappening happening) {
        return events.contains(happening);
    }
}
