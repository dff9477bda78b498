package org.certrenewal.stages.search;

import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.Problem;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.ServiceItem;
import org.springframework.stereotype.Component;

/** Settles which service was chosen. */
@Component
class Services {

    private final ServiceCatalogue catalogue;
    private final CaseFiles cases;
    private final CaseFindings found;

    Services(ServiceCatalogue catalogue, CaseFiles cases, CaseFindings found) {
        this.catalogue = catalogue;
        this.cases = cases;
        this.found = found;
    }

    /** Tells whether the chosen service is handled here; if not, the form says so when it comes back. */
    boolean resolve(String caseNumber) {
        Optional<ServiceItem> elsewhere = cases.section(caseNumber, ServiceChoice.SECTION)
                .flatMap(choice -> catalogue.withCode(choice.serviceCode()))
                .filter(item -> !item.handledHere());
        found.replaceProblems(
                caseNumber,
                RenewalProcess.Tasks.SEARCH_SERVICE,
                elsewhere.map(Services::elsewhere).map(List::of).orElse(List.of()));
        return elsewhere.isEmpty();
    }

    static Problem elsewhere(ServiceItem item) {
        return new Problem(
                "serviceCode",
                "“" + item.name() + "”不在本系统办理，请到" + item.department() + "办理。您可以返回，重新选择“建筑施工特种作业人员职业资格认定（延续）”");
    }
}
