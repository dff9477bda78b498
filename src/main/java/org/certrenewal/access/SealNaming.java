package org.certrenewal.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.SealRegister.Named;
import org.certrenewal.documents.seal.SealRegister.State;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Names the keys and seals that count for the authorities', and ends them: one person proposes, an administrator who is
 * another confirms. What a new key replaces stays in force for a while, so that nodes can be restarted one by one.
 */
@Component
public class SealNaming {

    /** Whoever rules the server, and proposes by a command. */
    public static final String SERVER = "server";

    private final SealRegister register;
    private final AuditTrail audit;
    private final Notices notices;
    private final Clock clock;
    private final Duration overlap;

    SealNaming(
            SealRegister register,
            AuditTrail audit,
            Notices notices,
            Clock clock,
            @Value("${renewal.seals.overlap:P7D}") Duration overlap) {
        this.register = register;
        this.audit = audit;
        this.notices = notices;
        this.clock = clock;
        this.overlap = overlap;
    }

    /**
     * Proposes a key.
     *
     * @throws SealRefused if it can't be
     */
    @Transactional
    public void propose(Named named) {
        if (named.to().filter(to -> !to.isAfter(named.from())).isPresent()) {
            throw new SealRefused("停用时间须晚于启用时间");
        }
        if (!register.add(named)) {
            throw new SealRefused("这枚印章已经登记，或者正在等待确认");
        }
        told(named.proposedBy(), "seal-proposed", named, "登记印章");
    }

    /**
     * Confirms a key as the second person; it counts at once, and what it replaces ends after a while.
     *
     * @throws SealRefused if it can't be
     */
    @Transactional
    public void confirm(String id, String by) {
        Named named = waiting(id);
        if (named.proposedBy().equals(by)) {
            throw new SealRefused("须由另一个人确认，不能确认自己提出的");
        }
        Instant now = clock.instant();
        register.change(named.answered(State.NAMED, by, now));
        audit.append(AuditTrail.ADMINISTRATION, by, "seal-named", id + " proposed by " + named.proposedBy(), null);
        if (named.to().isEmpty() || named.to().get().isAfter(now)) {
            Instant end = (named.from().isAfter(now) ? named.from() : now).plus(overlap);
            register.all().stream()
                    .filter(other -> other.state() == State.NAMED && !other.id().equals(id))
                    .filter(other -> other.purpose() == named.purpose()
                            && other.purpose() != TrustList.Purpose.TIMESTAMP
                            && other.authority().equals(named.authority()))
                    .filter(other -> other.to().filter(to -> !to.isAfter(end)).isEmpty())
                    .forEach(other -> {
                        register.change(other.ended(end, by));
                        audit.append(AuditTrail.ADMINISTRATION, by, "seal-replaced", other.id() + " by " + id, null);
                    });
        }
    }

    /** Declines a key; whoever proposed it may take it back this way. */
    @Transactional
    public void decline(String id, String by) {
        register.change(waiting(id).answered(State.DECLINED, by, clock.instant()));
        audit.append(AuditTrail.ADMINISTRATION, by, "seal-declined", id, null);
    }

    /**
     * Proposes that a key ends, now or later, or has ended at an earlier moment: one that was stolen.
     *
     * @throws SealRefused if it can't be
     */
    @Transactional
    public void proposeEnd(String id, Instant end, String by) {
        Named named = named(id);
        if (!end.isAfter(named.from())) {
            throw new SealRefused("停用时间须晚于启用时间");
        }
        if (named.endProposed().isPresent()) {
            throw new SealRefused("已经有人提出停用，等待另一个人确认");
        }
        Named ending = named.endProposed(end, by);
        register.change(ending);
        told(by, "seal-end-proposed", ending, "停用印章");
    }

    /**
     * Confirms as the second person that a key ends.
     *
     * @throws SealRefused if it can't be
     */
    @Transactional
    public void confirmEnd(String id, String by) {
        Named named = named(id);
        Instant end = named.endProposed().orElseThrow(() -> new SealRefused("没有等待确认的停用"));
        if (named.endProposedBy().equals(Optional.of(by))) {
            throw new SealRefused("须由另一个人确认，不能确认自己提出的");
        }
        register.change(named.ended(end, by));
        audit.append(
                AuditTrail.ADMINISTRATION,
                by,
                "seal-ended",
                id + " " + end + " proposed by " + named.endProposedBy().orElse(""),
                null);
    }

    /** Declines that a key ends. */
    @Transactional
    public void declineEnd(String id, String by) {
        register.change(named(id).endDeclined());
        audit.append(AuditTrail.ADMINISTRATION, by, "seal-end-declined", id, null);
    }

    private void told(String by, String deed, Named named, String what) {
        audit.append(AuditTrail.ADMINISTRATION, by, deed, named.id(), null);
        notices.tell(Note.to(Role.ADMIN.group())
                .once(deed, deed + ":" + named.id() + ":" + clock.instant().getEpochSecond())
                .saying(by + " 提出" + what + "，等待另一位系统管理员确认")
                .at("/admin/seals"));
    }

    private Named waiting(String id) {
        return register.lock(id)
                .filter(it -> it.state() == State.WAITING)
                .orElseThrow(() -> new SealRefused("这项提议已经办结"));
    }

    private Named named(String id) {
        return register.lock(id)
                .filter(it -> it.state() == State.NAMED)
                .orElseThrow(() -> new SealRefused("没有这枚印章，或者它还没有登记"));
    }
}
