package org.certrenewal.web.verify;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.certrenewal.documents.SealsUnavailable;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.springframework.stereotype.Component;

/**
 * Keeps the register as it was signed last. Where a signing service has the key and is slow or away, one who fetches
 * the list waits for it at a time; everybody else has the list of before.
 */
@Component
final class SignedTrust {

    private static final Duration KEEP = Duration.ofMinutes(1);

    private final Seals seals;
    private final SealRegister register;
    private final ReentrantLock signing = new ReentrantLock();
    private volatile Signed last;

    SignedTrust(Seals seals, SealRegister register) {
        this.seals = seals;
        this.register = register;
    }

    private record Signed(TrustList list, String text) {

        /** Tells whether it says what there is to be said now, and isn't old. */
        boolean says(TrustList now) {
            return list.anchors().equals(now.anchors())
                    && list.intermediates().equals(now.intermediates())
                    && list.seals().equals(now.seals())
                    && Duration.between(list.issued(), now.issued()).abs().compareTo(KEEP) < 0;
        }
    }

    /** Returns the signed list; empty as long as nobody could sign one. */
    Optional<String> text() {
        TrustList now = register.trust();
        Signed before = last;
        if (before != null && before.says(now)) {
            return Optional.of(before.text());
        }
        if (!isMyTurn(before == null)) {
            return Optional.ofNullable(last).map(Signed::text);
        }
        try {
            Signed fresh = new Signed(now, now.sign(seals));
            last = fresh;
            return Optional.of(fresh.text());
        } catch (SealsUnavailable away) {
            return Optional.ofNullable(before).map(Signed::text);
        } finally {
            signing.unlock();
        }
    }

    /** Waits a moment only where there is nothing to give. */
    private boolean isMyTurn(boolean waits) {
        try {
            return waits ? signing.tryLock(1, TimeUnit.SECONDS) : signing.tryLock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
