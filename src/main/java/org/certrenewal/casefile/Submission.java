package org.certrenewal.casefile;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;

/**
 * Holds what is signed and submitted: the whole content of the application.
 *
 * @param caseNumber the case
 * @param applicant user id of the person who applies
 * @param form 在线填表
 * @param pickup 取件方式
 * @param photo SHA-256 of the portrait; null where none was given, and then left out of the JSON, so that what was
 *     signed before there were portraits keeps its hash
 */
public record Submission(
        String caseNumber,
        String applicant,
        RenewalForm form,
        Pickup pickup,
        @JsonInclude(JsonInclude.Include.NON_NULL) String photo) {

    /** Gathers the content of a case as it is now. */
    public static Submission of(CaseFile file, CaseFiles cases) {
        return new Submission(
                file.number(),
                file.applicant(),
                cases.section(file.number(), Section.FORM).orElseThrow(),
                cases.section(file.number(), Section.PICKUP).orElseThrow(),
                file.photo().orElse(null));
    }

    /** Returns the SHA-256 of the content's JSON. */
    public String hash(CaseFiles cases) {
        return Sha256.of(cases.write(this));
    }
}
