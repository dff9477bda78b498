package org.certrenewal.casefile;

import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;

/**
 * Holds what is signed and submitted: the whole content of the application.
 *
 * @param caseNumber the case
 * @param applicant user id of the person who applies
 * @param form 在线填表
 * @param pickup 取件方式
 */
public record Submission(String caseNumber, String applicant, RenewalForm form, Pickup pickup) {

    /** Gathers the content of a case as it is now. */
    public static Submission of(CaseFile file, CaseFiles cases) {
        return new Submission(
                file.number(),
                file.applicant(),
                cases.section(file.number(), Section.FORM).orElseThrow(),
                cases.section(file.number(), Section.PICKUP).orElseThrow());
    }

    /** Returns the SHA-256 of the content's JSON. */
    public String hash(CaseFiles cases) {
        return Sha256.of(cases.write(this));
    }
}
