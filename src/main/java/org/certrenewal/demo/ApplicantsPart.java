package org.certrenewal.demo;

import java.time.LocalDate;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Correction;

/** Plays an applicant, from beginning a renewal to having the certificate or giving up. */
final class ApplicantsPart {

    private static final int EVENING = 19;
    private static final int LATE_EVENING = 20;

    private final Newcomer who;
    private final Entries entries;
    private final Hands hands;
    private final YearTime time;
    private final Chance chance;
    private final OfficesPart office;
    private String number;

    ApplicantsPart(Newcomer who, Entries entries, Hands hands, YearTime time, Chance chance) {
        this.who = who;
        this.entries = entries;
        this.hands = hands;
        this.time = time;
        this.chance = chance;
        this.office = new OfficesPart(this, hands, time, chance);
    }

    String number() {
        return number;
    }

    /** Tells how slow the office is that has the case; about one. */
    double slowness() {
        return who.slowness();
    }

    void begins() {
        number = hands.begin(who.id());
        choosesTheService();
        if (chance.happens(0.015)) {
            while (hands.isOpen(number, Tasks.AUTHENTICATE_FACE) && hands.answerThePhone(number, false)) {
                time.settle();
            }
            return;
        }
        if (chance.happens(0.09)) {
            hands.answerThePhone(number, false);
            time.settle();
        }
        if (chance.happens(0.04)) {
            // The page waits in vain; the applicant begins once more.
            LocalDate tomorrow = time.today().plusDays(1);
            time.at(tomorrow, EVENING, () -> {
                if (hands.isOpen(number, Tasks.SEARCH_SERVICE)) {
                    choosesTheService();
                    goesOn();
                }
            });
            return;
        }
        goesOn();
    }

    private void choosesTheService() {
        forward(Tasks.SEARCH_SERVICE, entries.service());
        time.settle();
    }

    private void goesOn() {
        hands.answerThePhone(number, true);
        time.settle();
        if (!hands.isOpen(number, Tasks.FILL_FORM) || chance.happens(0.05)) {
            return;
        }
        time.pass(240);
        forward(Tasks.FILL_FORM, entries.form(who, time.today()));
        if (!hands.isOpen(number, Tasks.CHOOSE_PICKUP) || chance.happens(0.02)) {
            return;
        }
        time.pass(60);
        forward(Tasks.CHOOSE_PICKUP, pickup());
        time.pass(40);
        if (chance.happens(0.02)) {
            hands.withdraw(number, who.id());
            return;
        }
        submits();
        waitsForAnswer();
    }

    private void submits() {
        forward(Tasks.CONFIRM_INFORMATION, null);
        time.settle();
        if (hands.isOpen(number, Tasks.AUTHENTICATE_FACE)) {
            hands.answerThePhone(number, true);
            time.settle();
        }
        time.pass(50);
        forward(Tasks.SIGN_APPLICATION, Entries.signature());
        time.settle();
    }

    private Pickup pickup() {
        return chance.happens(0.3) ? entries.byPost(who) : Entries.electronic();
    }

    private void waitsForAnswer() {
        if (chance.happens(0.02)) {
            time.at(time.today().plusDays(1), LATE_EVENING, this::withdraws);
            return;
        }
        office.answersInTime();
    }

    private void withdraws() {
        if (hands.file(number).status().isWithdrawable()) {
            hands.withdraw(number, who.id());
        }
    }

    /** Is told what is missing; most people answer. */
    void isAskedForCorrection() {
        if (chance.happens(0.85)) {
            time.at(time.today().plusDays(1 + chance.below(12)), EVENING, this::corrects);
        }
    }

    private void corrects() {
        if (!hands.isOpen(number, Tasks.CORRECT_APPLICATION)) {
            return;
        }
        forward(Tasks.CORRECT_APPLICATION, new Correction(entries.form(who, time.today()), pickup()));
        submits();
        waitsForAnswer();
    }

    /** Is told that the certificate is there; most people take it, and many say how they liked the service. */
    void isGranted() {
        if (chance.happens(0.75)) {
            time.at(time.today().plusDays(1 + chance.below(9)), LATE_EVENING, this::collects);
        }
    }

    private void collects() {
        if (hands.isOpen(number, Tasks.COLLECT_CERTIFICATE)) {
            int stars = chance.happens(0.62)
                    ? 5
                    : chance.happens(0.6) ? 4 : chance.happens(0.5) ? 3 : chance.happens(0.5) ? 2 : 1;
            forward(Tasks.COLLECT_CERTIFICATE, new Rating(chance.happens(0.8) ? stars : null, null));
        }
    }

    private void forward(String element, Object section) {
        hands.forward(number, who.id(), element, section);
    }
}
