package org.certrenewal.stages.search;

import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.process.Beginning;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.ServiceItem;
import org.springframework.stereotype.Component;

/** Whoever has pressed 在线办理 of the service handled here has chosen it; the notice is still to be read. */
@Component
class ChosenService implements Beginning {

    private final CaseFiles cases;
    private final ServiceCatalogue catalogue;

    ChosenService(CaseFiles cases, ServiceCatalogue catalogue) {
        this.cases = cases;
        this.catalogue = catalogue;
    }

    @Override
    public void enter(String caseNumber, Chosen chosen) {
        chosen.service()
                .flatMap(catalogue::withCode)
                .filter(ServiceItem::handledHere)
                .filter(item -> cases.section(caseNumber, ServiceChoice.SECTION).isEmpty())
                .ifPresent(item -> cases.save(
                        caseNumber, ServiceChoice.SECTION, new ServiceChoice(null, item.code(), false), false));
    }
}
