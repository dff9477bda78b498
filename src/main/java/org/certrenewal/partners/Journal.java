package org.certrenewal.partners;

import java.time.OffsetDateTime;
import java.util.Map;

/** Remembers how each line does, for all nodes. */
interface Journal {

    /** Returns all lines as they stand. */
    Map<Partner, Entry> entries();

    void succeeded(Partner partner);

    /**
     * Notes a failure.
     *
     * @param error names of exceptions and a status, nothing of a partner's words
     * @param broken whether it is one too many
     */
    void failed(Partner partner, String error, boolean broken);

    void pause(Partner partner, String by, String reason);

    void resume(Partner partner);

    /** Is how one line stands; what there is none of is null. */
    record Entry(
            OffsetDateTime pausedAt,
            String pausedBy,
            String pauseReason,
            OffsetDateTime lastSuccess,
            OffsetDateTime lastFailure,
            OffsetDateTime brokenSince,
            String lastError) {

        static final Entry NOTHING = new Entry(null, null, null, null, null, null, null);
    }
}
