package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.registry.CertificateNumber;

/** Walks an act through in one go: proposed, answered by the holder where that is asked for, weighed and confirmed. */
final class Disposing {

    private static final String OFFICE = "330200";

    private static final Map<ActKind, String> GROUNDS = Map.of(
            ActKind.SUSPEND, "act-suspend-penalty",
            ActKind.LIFT, "act-lift-changed",
            ActKind.REVOKE, "act-revoke-penalty",
            ActKind.RESCIND, "act-rescind-unlawful",
            ActKind.CANCEL, "act-cancel-death",
            ActKind.WARN, "act-warn-false");

    private Disposing() {}

    /** Proposes, and brings the act before the second supervisor. */
    static String upToConfirmation(Disposals disposals, Acts acts, String number, ActKind kind, String holder) {
        String act = disposals.propose(
                new Proposal(
                        new CertificateNumber(number),
                        kind,
                        GROUNDS.get(kind),
                        "违章指挥造成事故",
                        "甬建罚决〔2026〕第12号",
                        Optional.of(LocalDate.of(2027, 3, 31))),
                "s01",
                OFFICE);
        hearTheHolder(disposals, acts, act, holder);
        return act;
    }

    /** The holder answers at once, so that no test has to live through the days. */
    static void hearTheHolder(Disposals disposals, Acts acts, String act, String holder) {
        if (acts.withId(act).orElseThrow().state() == Act.State.NOTICED) {
            disposals.answer(act, "没有什么要说的", false, holder);
            disposals.weigh(act, "持证人没有异议", "s01", OFFICE);
        }
    }

    /** Has an act take effect. */
    static void of(Disposals disposals, Acts acts, String number, ActKind kind, String holder) {
        disposals.confirm(upToConfirmation(disposals, acts, number, kind, holder), "s02", OFFICE);
    }
}
