package org.certrenewal.stages.delivery;

import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.springframework.stereotype.Component;

/** Tells the applicant that the certificate is there. */
@Component
class Results {

    private final CaseFiles cases;
    private final Notices notices;

    Results(CaseFiles cases, Notices notices) {
        this.cases = cases;
        this.notices = notices;
    }

    void tell(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        notices.tell(Note.to(file.applicant())
                .about(caseNumber)
                .once("result", "result:" + caseNumber)
                .saying("您的延续申请已办结，电子证照可在“我的证照”查看、下载")
                .at("/my/certificates"));
    }
}
