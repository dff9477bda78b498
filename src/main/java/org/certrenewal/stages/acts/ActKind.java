package org.certrenewal.stages.acts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.law.RuleKey;
import org.certrenewal.registry.CertificateStatus;

/**
 * Names what an authority can do about a certificate: from which states, to which one, by which paper, and on which
 * grounds. Whether a ground is offered on a day, on what it stands, and what goes before the decision are rules of that
 * day, see {@link ActGrounds}; what else comes of it is an {@link ActEffect}; which message the province gets follows
 * from the operation in the registry.
 */
enum ActKind {
    SUSPEND(
            "暂扣",
            "暂扣证书",
            CertificateStatus.SUSPENDED,
            Set.of(CertificateStatus.VALID),
            new Paper(LetterKind.SUSPENSION, true, true, true),
            List.of(RuleKey.ACT_SUSPEND_PENALTY, RuleKey.ACT_SUSPEND_URGENT)),
    LIFT(
            "暂扣发还",
            "发还证书",
            CertificateStatus.VALID,
            Set.of(CertificateStatus.SUSPENDED),
            new Paper(LetterKind.RETURN, true, false, false),
            List.of(RuleKey.ACT_LIFT_TERM, RuleKey.ACT_LIFT_CHANGED)),
    REVOKE(
            "吊销",
            "吊销证书",
            CertificateStatus.REVOKED,
            Set.of(CertificateStatus.VALID, CertificateStatus.SUSPENDED, CertificateStatus.LAPSED),
            new Paper(LetterKind.REVOCATION, true, false, true),
            List.of(RuleKey.ACT_REVOKE_PENALTY)),
    RESCIND(
            "撤销",
            "撤销证书",
            CertificateStatus.RESCINDED,
            Set.of(CertificateStatus.VALID, CertificateStatus.SUSPENDED, CertificateStatus.LAPSED),
            new Paper(LetterKind.RESCISSION, false, false, true),
            List.of(RuleKey.ACT_RESCIND_FRAUD, RuleKey.ACT_RESCIND_UNLAWFUL, RuleKey.ACT_RESCIND_FORGED)),
    CANCEL(
            "注销",
            "注销证书",
            CertificateStatus.CANCELLED,
            Set.of(
                    CertificateStatus.VALID,
                    CertificateStatus.SUSPENDED,
                    CertificateStatus.REVOKED,
                    CertificateStatus.RESCINDED,
                    CertificateStatus.LAPSED),
            new Paper(LetterKind.CANCELLATION, false, false, true),
            List.of(
                    RuleKey.ACT_CANCEL_EXPIRED,
                    RuleKey.ACT_CANCEL_DEATH,
                    RuleKey.ACT_CANCEL_INCAPACITY,
                    RuleKey.ACT_CANCEL_TAKEN,
                    RuleKey.ACT_CANCEL_REQUEST)),
    /** The penalty that goes with a refusal for falsehood (行政许可法 Art 78); the certificate keeps its state. */
    WARN(
            "警告",
            "警告持证人",
            null,
            EnumSet.allOf(CertificateStatus.class),
            new Paper(LetterKind.WARNING, true, false, true),
            List.of(RuleKey.ACT_WARN_FALSE)),
    /** The right name and gender in a new version; the certificate keeps its state. */
    CORRECT(
            "更正",
            "更正证书登记",
            null,
            Set.of(CertificateStatus.VALID),
            new Paper(LetterKind.RECTIFICATION, false, false, true),
            List.of(RuleKey.ACT_CORRECT_ERROR, RuleKey.ACT_CORRECT_CHANGED));

    /**
     * Says what the paper of an act needs.
     *
     * @param letter the decision's kind
     * @param standsOnPaper whether the number of an underlying decision must be named
     * @param ends whether it has a last day
     * @param contestable whether the letter says how to contest it
     */
    record Paper(LetterKind letter, boolean standsOnPaper, boolean ends, boolean contestable) {}

    private final String label;
    private final String title;
    private final Optional<CertificateStatus> status;
    private final Set<CertificateStatus> from;
    private final Paper paper;
    private final List<RuleKey> grounds;

    ActKind(
            String label,
            String title,
            CertificateStatus status,
            Set<CertificateStatus> from,
            Paper paper,
            List<RuleKey> grounds) {
        this.label = label;
        this.title = title;
        this.status = Optional.ofNullable(status);
        this.from = from;
        this.paper = paper;
        this.grounds = grounds;
    }

    String label() {
        return label;
    }

    /** Returns what is done to what, for headings. */
    String title() {
        return title;
    }

    /** Returns the state to which it leads; empty if the certificate keeps its own. */
    Optional<CertificateStatus> status() {
        return status;
    }

    Paper paper() {
        return paper;
    }

    /** Returns the rules that are its grounds. */
    List<RuleKey> grounds() {
        return grounds;
    }

    /** Tells whether it needs the right name. */
    boolean corrects() {
        return this == CORRECT;
    }

    boolean isPossibleFrom(CertificateStatus present) {
        return from.contains(present);
    }

    static List<ActKind> possibleFrom(CertificateStatus present) {
        return Arrays.stream(values())
                .filter(kind -> kind.isPossibleFrom(present))
                .toList();
    }
}
