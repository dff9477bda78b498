package org.certrenewal.stages.form;

import java.security.Principal;
import java.util.List;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.ApplicationSummary.CertificateView;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.RenewalCheck;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.process.tasks.OpenTasks;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Looks up the certificate whose number was typed. Somebody else's and one that doesn't exist get the same answer. */
@RestController
class CertificateController {

    private static final String FIELD = "certificate.number";

    private final OpenTasks tasks;
    private final ApplicationSummary summary;
    private final RenewalCheck check;

    CertificateController(OpenTasks tasks, ApplicationSummary summary, RenewalCheck check) {
        this.tasks = tasks;
        this.summary = summary;
        this.check = check;
    }

    /** Brings a number; in the body, so that it stands in no log of addresses. */
    record NumberBody(String number) {}

    @PostMapping("/api/tasks/{taskId}/certificate")
    CertificateView find(@PathVariable String taskId, @RequestBody NumberBody body, Principal user) {
        CaseFile file = tasks.open(taskId, user.getName()).file();
        check.whyNoNumber(body.number()).ifPresent(reason -> {
            throw new SectionRefused(List.of(new Problem(FIELD, reason)));
        });
        return summary.certificate(file, body.number())
                .orElseThrow(
                        () -> new SectionRefused(List.of(new Problem(FIELD, "没有查到您名下的这本证书，请核对编号；新的证书编号可在浙江省建设信息港查询"))));
    }
}
