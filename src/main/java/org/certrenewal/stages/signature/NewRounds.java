package org.certrenewal.stages.signature;

import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CorrectionAsked;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has what was corrected signed anew. */
@Component
class NewRounds {

    private final CaseFiles cases;

    NewRounds(CaseFiles cases) {
        this.cases = cases;
    }

    @EventListener
    void begun(CorrectionAsked asked) {
        cases.forget(asked.caseNumber(), Signature.SECTION);
    }
}
