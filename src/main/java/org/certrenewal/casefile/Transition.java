package org.certrenewal.casefile;

import static org.certrenewal.casefile.CaseStatus.ACCEPTED;
import static org.certrenewal.casefile.CaseStatus.APPROVED;
import static org.certrenewal.casefile.CaseStatus.CORRECTING;
import static org.certrenewal.casefile.CaseStatus.DRAFT;
import static org.certrenewal.casefile.CaseStatus.ISSUED;
import static org.certrenewal.casefile.CaseStatus.NOT_ACCEPTED;
import static org.certrenewal.casefile.CaseStatus.REJECTED;
import static org.certrenewal.casefile.CaseStatus.SUBMITTED;
import static org.certrenewal.casefile.CaseStatus.TERMINATED;

import java.util.Optional;
import java.util.Set;

/**
 * Names everything that can befall a case, with the states from which it may: the one table of what is legal. Whatever
 * the model, an administrator or an old instance asks for, nothing else is written.
 */
public enum Transition {
    /** The applicant's face was recognised. */
    CONFIRM_FACE(DRAFT, CORRECTING),
    /** The form has passed: certificate and office are known. */
    ROUTE(DRAFT, CORRECTING),
    SUBMIT(SUBMITTED, Set.of(DRAFT)),
    /** What was missing came in. */
    RESUBMIT(SUBMITTED, Set.of(CORRECTING)),
    REQUEST_CORRECTION(CORRECTING, Set.of(SUBMITTED)),
    /** By an officer, or by silence (行政许可法 Art 32). */
    ACCEPT(ACCEPTED, Set.of(SUBMITTED)),
    REFUSE(NOT_ACCEPTED, Set.of(SUBMITTED)),
    /** Time for the decision was added (行政许可法 Art 42). */
    EXTEND(ACCEPTED),
    /** The supervisor had it decided at once. */
    URGE(ACCEPTED),
    /** Time stopped or runs again (行政许可法 Art 45). */
    EXCLUDE_TIME(ACCEPTED),
    /** By an officer, or by silence at the certificate's end (行政许可法 Art 50(2)). */
    APPROVE(APPROVED, Set.of(ACCEPTED)),
    REJECT(REJECTED, Set.of(ACCEPTED)),
    /** Two supervisors end the handling. */
    TERMINATE(TERMINATED, Set.of(SUBMITTED, CORRECTING, ACCEPTED)),
    ISSUE(ISSUED, Set.of(APPROVED)),
    DELIVER(ISSUED),
    /** By the applicant, before the decision. */
    WITHDRAW(CaseStatus.WITHDRAWN, Set.of(DRAFT, SUBMITTED, CORRECTING, ACCEPTED)),
    ABANDON(CaseStatus.ABANDONED, Set.of(DRAFT, CORRECTING)),
    FAIL_AUTHENTICATION(CaseStatus.AUTHENTICATION_FAILED, Set.of(DRAFT, CORRECTING)),
    /** The certificate was disposed of, until the renewed one is issued; also while a refusal waits for its letter. */
    INVALIDATE(
            CaseStatus.INVALIDATED, Set.of(DRAFT, SUBMITTED, CORRECTING, ACCEPTED, APPROVED, REJECTED, NOT_ACCEPTED)),
    /** Its instance is gone. */
    STOP(CaseStatus.STOPPED, Set.of(DRAFT, SUBMITTED, CORRECTING, ACCEPTED, APPROVED)),
    /** The instance has come to its end, and what was decided stands. */
    CLOSE(ISSUED, REJECTED, NOT_ACCEPTED, TERMINATED);

    private final Optional<CaseStatus> to;
    private final Set<CaseStatus> from;

    Transition(CaseStatus to, Set<CaseStatus> from) {
        this.to = Optional.of(to);
        this.from = from;
    }

    /** Befalls a case that stays in its state. */
    Transition(CaseStatus... within) {
        this.to = Optional.empty();
        this.from = Set.of(within);
    }

    /** Tells whether it may befall a case in a state. */
    public boolean isLegalFrom(CaseStatus status) {
        return from.contains(status);
    }

    /** Returns where it leads from a state in which it is legal. */
    CaseStatus after(CaseStatus status) {
        return to.orElse(status);
    }

    /** Returns what closes a case so that it ends as it should. */
    static Transition endingIn(CaseStatus end) {
        return switch (end) {
            case WITHDRAWN -> WITHDRAW;
            case ABANDONED -> ABANDON;
            case AUTHENTICATION_FAILED -> FAIL_AUTHENTICATION;
            case INVALIDATED -> INVALIDATE;
            case STOPPED -> STOP;
            case ISSUED, REJECTED, NOT_ACCEPTED, TERMINATED -> CLOSE;
            case DRAFT, SUBMITTED, CORRECTING, ACCEPTED, APPROVED ->
                throw new IllegalArgumentException("no case ends as " + end);
        };
    }
}
