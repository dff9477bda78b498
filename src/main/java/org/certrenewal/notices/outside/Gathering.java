package org.certrenewal.notices.outside;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.certrenewal.notices.outside.Contacts.Gathered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts into the outbox what isn't sent at once: what waited for the end of somebody's rest, and the mails in which
 * staff read together, at most once an hour, what they and their groups were told.
 */
@Component
public class Gathering {

    private static final Logger log = LoggerFactory.getLogger(Gathering.class);

    /** At most one an hour to each. */
    private static final Duration APART = Duration.ofHours(1);

    /** Longer than any transaction may take: what is older than this is committed, or never will be. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private static final int MOST = 500;

    private final Contacts contacts;
    private final Deliveries deliveries;
    private final NoticeSource notices;
    private final MailCall mails;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Gathering(
            Contacts contacts,
            Deliveries deliveries,
            NoticeSource notices,
            MailCall mails,
            TransactionTemplate transaction,
            Clock clock) {
        this.contacts = contacts;
        this.deliveries = deliveries;
        this.notices = notices;
        this.mails = mails;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Does what is due; several nodes may do it at once. */
    public void run() {
        deliveries.due(MOST).forEach(deliveries::release);
        if (!deliveries.isReal(Channel.MAIL)) {
            return;
        }
        Instant now = clock.instant();
        List<Gathered> all = contacts.toGather(now.minus(APART));
        for (Gathered one : all) {
            try {
                transaction.executeWithoutResult(status -> gather(one, now));
            } catch (RuntimeException e) {
                log.warn("what somebody was told can't be gathered now and is tried again: {}", e.toString());
            }
        }
    }

    private void gather(Gathered one, Instant now) {
        Instant until = now.minus(SETTLED);
        boolean rests = one.quiet().earliest(now, clock.getZone()).isAfter(now);
        if (rests
                || !until.isAfter(one.since())
                || notices.count(mails.recipients(one.user(), one.ofGroups()), one.since(), until) == 0) {
            return;
        }
        if (contacts.gathered(one, until)) {
            deliveries.gathered(one.user(), one.since(), until);
        }
    }
}
