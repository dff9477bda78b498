package org.certrenewal.stages.confirmation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Nothing;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.stereotype.Component;

/** 信息确认: everything on one page, read-only. */
@Component
class ConfirmInformationForm implements TaskForm<Nothing> {

    private final ApplicationSummary summary;
    private final CaseFiles cases;
    private final ServiceCatalogue catalogue;
    private final Clock clock;

    ConfirmInformationForm(ApplicationSummary summary, CaseFiles cases, ServiceCatalogue catalogue, Clock clock) {
        this.summary = summary;
        this.cases = cases;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    record ResultView(String name, String kind, String href) {}

    record Context(
            List<ApplicationSummary.Group> groups,
            ApplicationSummary.UndertakingView undertaking,
            String serviceName,
            List<ResultView> results) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.CONFIRM_INFORMATION;
    }

    @Override
    public Section<Nothing> section() {
        return new Section<>("confirmation", Nothing.class);
    }

    @Override
    public Context context(CaseFile file) {
        String version = cases.section(file.number(), Section.FORM)
                .map(form -> form.undertaking())
                .map(undertaking -> undertaking.version())
                .orElse(null);
        return new Context(
                summary.groups(file),
                summary.undertaking(version, LocalDate.now(clock)),
                catalogue.handledHere().name(),
                List.of(new ResultView("建筑施工特种作业人员资格证书", "电子材料", "/my/certificates")));
    }

    @Override
    public List<Problem> validate(CaseFile file, Nothing entered) {
        return List.of();
    }
}
