package org.certrenewal.demo;

import java.util.List;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.registry.reference.GroupId.Desk;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.DeadlineDisposition;
import org.certrenewal.stages.review.Review;

/** Plays the office that has a case: its officers, supervisor and clerk, some quick, some late, some never. */
final class OfficesPart {

    /** Only kept where something had to be confirmed. */
    private static final String CONFIRMED = "已电话核对申请人身份并查阅原始登记材料，情况属实";

    private static final List<String> GROUNDS = List.of(
            "ground-education",
            "ground-education",
            "ground-education",
            "ground-health",
            "ground-accident",
            "true-statements");
    private static final List<String> FIELDS =
            List.of("form.region", "form.region", "form.region", "form.undertaking", "pickup", "pickup");

    private final ApplicantsPart applicant;
    private final Hands hands;
    private final YearTime time;
    private final Chance chance;

    OfficesPart(ApplicantsPart applicant, Hands hands, YearTime time, Chance chance) {
        this.applicant = applicant;
        this.hands = hands;
        this.time = time;
        this.chance = chance;
    }

    /** Answers in some days; few are too late. */
    void answersInTime() {
        int days = 1 + (int) (chance.below(4) * applicant.slowness()) + (chance.happens(0.04) ? 6 : 0);
        onWorkday(days, this::answers);
    }

    private void answers() {
        if (!isOpen(Tasks.ACCEPT_APPLICATION)) {
            // Silence has accepted it.
            decidesInTime();
            return;
        }
        boolean again = file().received().correctionAsked().isPresent();
        if (!again && chance.happens(0.12)) {
            officer(
                    Tasks.ACCEPT_APPLICATION,
                    new Acceptance(
                            Acceptance.Answer.CORRECT,
                            List.of(new Acceptance.Missing(chance.one(FIELDS), "与登记记录不一致，请核对后重新填写")),
                            null,
                            null));
            applicant.isAskedForCorrection();
        } else if (chance.happens(0.03)) {
            officer(
                    Tasks.ACCEPT_APPLICATION,
                    new Acceptance(
                            Acceptance.Answer.REFUSE, null, "holder-only", "申请人与证书登记的持证人不一致，不是本人申请", null, CONFIRMED));
        } else {
            officer(Tasks.ACCEPT_APPLICATION, new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
            decidesInTime();
        }
    }

    private void decidesInTime() {
        if (chance.happens(0.012)) {
            // Nobody decides; the certificate's last day does.
            return;
        }
        boolean late = chance.happens(0.05);
        int days = 1 + (int) (chance.below(7) * applicant.slowness()) + (late ? 22 : 0);
        if (late && chance.happens(0.6)) {
            onWorkday(17, this::prolongs);
        }
        onWorkday(days, this::decides);
    }

    /** Extended before the period is over, as the law has it; under the shorter period nobody was that quick. */
    private void prolongs() {
        if (isOpen(Tasks.REVIEW_APPLICATION) && file().urgedOn().isEmpty()) {
            hands.proposeExtension(applicant.number());
            supervisor(DeadlineDisposition.Disposition.EXTEND, "需要向外省核实继续教育记录，尚未收到复函");
        }
    }

    private void decides() {
        if (isOpen(Tasks.EXTEND_DECISION)) {
            supervisor(DeadlineDisposition.Disposition.URGE, null);
            onWorkday(1, this::decides);
            return;
        }
        if (!isOpen(Tasks.REVIEW_APPLICATION)) {
            return;
        }
        if (chance.happens(0.035 + applicant.slowness() * 0.03)) {
            officer(
                    Tasks.REVIEW_APPLICATION,
                    new Review(Review.Verdict.REJECT, chance.one(GROUNDS), "经核查，申请人的记录不符合规定的延续条件"));
            return;
        }
        officer(Tasks.REVIEW_APPLICATION, new Review(Review.Verdict.APPROVE, null, null, CONFIRMED));
        time.settle();
        if (isOpen(Tasks.POST_CERTIFICATE)) {
            onWorkday(1 + chance.below(chance.happens(0.06) ? 14 : 5), this::posts);
        }
        applicant.isGranted();
    }

    private void posts() {
        if (isOpen(Tasks.POST_CERTIFICATE)) {
            decide(Desk.CLERKS, Tasks.POST_CERTIFICATE, new Posting("EMS", "EA123456789CN"));
        }
    }

    private void officer(String element, Object section) {
        decide(Desk.OFFICERS, element, section);
    }

    private void supervisor(DeadlineDisposition.Disposition disposition, String reason) {
        decide(Desk.SUPERVISORS, Tasks.EXTEND_DECISION, new DeadlineDisposition(disposition, reason));
    }

    private void decide(Desk desk, String element, Object section) {
        hands.decide(applicant.number(), desk, element, section);
        time.settle();
    }

    private boolean isOpen(String element) {
        return hands.isOpen(applicant.number(), element);
    }

    private CaseFile file() {
        return hands.file(applicant.number());
    }

    private void onWorkday(int days, Runnable work) {
        time.at(time.workday(days), 9 + chance.below(8), work);
    }
}
