package org.certrenewal.stages.review;

import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.documents.UnprintableTextException;
import org.certrenewal.process.DayMoved;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes to the applicant when a day that a letter had named has moved with the holidays. */
@Component
class MovedDays {

    private final Letters letters;
    private final CaseFiles cases;

    MovedDays(Letters letters, CaseFiles cases) {
        this.letters = letters;
        this.cases = cases;
    }

    /** Writes in the transaction that moves the day; a name that can't be printed must not keep the day from moving. */
    @EventListener
    void moved(DayMoved moved) {
        try {
            letters.issueDeadlineMoved(moved);
        } catch (UnprintableTextException name) {
            cases.record(moved.caseNumber(), CaseEvent.SYSTEM, "letter", "期限变更告知书未能出具：姓名中有尚无字形的字，已以消息告知");
        }
    }
}
