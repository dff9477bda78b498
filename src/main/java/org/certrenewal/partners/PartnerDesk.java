package org.certrenewal.partners;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.process.outbox.Outbox;
import org.certrenewal.process.outbox.OutboxWorker;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets an administrator pause lines to partners, resume them, and send again what was given up; all is audited. */
@Component
public class PartnerDesk {

    private final PartnerLines lines;
    private final Outbox outbox;
    private final OutboxWorker worker;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    PartnerDesk(
            PartnerLines lines, Outbox outbox, OutboxWorker worker, AuditTrail audit, TransactionTemplate transaction) {
        this.lines = lines;
        this.outbox = outbox;
        this.worker = worker;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Says how one partner does.
     *
     * @param lanes what lies in its lanes of the outbox
     * @param dead some of what was given up
     */
    public record Desk(PartnerLines.Standing line, List<Outbox.Lane> lanes, List<Outbox.Dead> dead) {}

    /** Returns all partners' desks. */
    public List<Desk> desks(int most) {
        List<Outbox.Lane> lanes = outbox.lanes();
        return lines.standings().stream()
                .map(line -> {
                    Collection<String> kinds = kinds(line.partner());
                    List<Outbox.Lane> own = lanes.stream()
                            .filter(lane -> kinds.contains(lane.kind()))
                            .toList();
                    boolean dead = own.stream().anyMatch(lane -> lane.dead() > 0);
                    return new Desk(line, own, dead ? outbox.dead(kinds, most) : List.of());
                })
                .toList();
    }

    /** Returns what lies in the outbox for no partner that is known here. */
    public Optional<Outbox.Lane> lost() {
        Map<String, String> known = worker.partners();
        return outbox.lanes().stream()
                .filter(lane -> !known.containsKey(lane.kind()))
                .findFirst();
    }

    private List<String> kinds(Partner partner) {
        return worker.partners().entrySet().stream()
                .filter(entry -> entry.getValue().equals(partner.id()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Pauses a line, for a reason. */
    public void pause(Partner partner, String administrator, String reason) {
        transaction.executeWithoutResult(status -> {
            lines.pause(partner, administrator, reason);
            audit.append(AuditTrail.ADMINISTRATION, administrator, "partner-paused", partner.id(), reason);
        });
    }

    /** Resumes a line; what waits goes at once. */
    public void resume(Partner partner, String administrator) {
        transaction.executeWithoutResult(status -> {
            lines.resume(partner);
            outbox.hurry(kinds(partner));
            audit.append(AuditTrail.ADMINISTRATION, administrator, "partner-resumed", partner.id(), null);
        });
    }

    /**
     * Sends again what was given up.
     *
     * @return how many messages
     */
    public int sendAgain(Partner partner, String administrator) {
        return transaction.execute(status -> {
            int messages = outbox.sendAgain(kinds(partner));
            audit.append(
                    AuditTrail.ADMINISTRATION,
                    administrator,
                    "partner-sent-again",
                    partner.id() + " " + messages,
                    null);
            return messages;
        });
    }
}
