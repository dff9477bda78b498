package org.certrenewal.stages.form;

import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.RenewalCheck;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.process.OfficeRouting;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.Certificate;
import org.springframework.stereotype.Component;

/** Checks the form against registry and law, takes the certificate's one place, and finds the office. */
@Component
class FormCheck {

    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final CaseFindings found;
    private final RenewalCheck check;
    private final OfficeRouting routing;

    FormCheck(
            CaseFiles cases, OpenRenewals openRenewals, CaseFindings found, RenewalCheck check, OfficeRouting routing) {
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.found = found;
        this.check = check;
        this.routing = routing;
    }

    /** Returns the office that handles the case; empty if the form comes back with its problems. */
    Optional<String> pass(String caseNumber) {
        CaseFile file = cases.withNumber(caseNumber);
        RenewalForm form = cases.section(caseNumber, Section.FORM).orElseThrow();
        RenewalCheck.Result result = check.check(file, form);
        List<Problem> problems = result.problems();
        if (problems.isEmpty()) {
            Certificate certificate = result.certificate().orElseThrow();
            if (!openRenewals.claim(file, certificate.number().value())) {
                problems = List.of(new Problem("certificate.number", "该证书已有正在办理的延续申请，不能重复申请"));
            } else {
                String office = routing.officeOf(form.region().district());
                cases.route(file, office, certificate.number().value(), certificate.validTo());
                found.replaceFindings(caseNumber, result.findings());
                found.replaceProblems(caseNumber, RenewalProcess.Tasks.FILL_FORM, List.of());
                return Optional.of(office);
            }
        }
        found.replaceProblems(caseNumber, RenewalProcess.Tasks.FILL_FORM, problems);
        return Optional.empty();
    }
}
