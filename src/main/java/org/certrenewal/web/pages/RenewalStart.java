package org.certrenewal.web.pages;

import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.People;
import org.certrenewal.process.Beginning;
import org.certrenewal.process.Beginning.Chosen;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.tasks.BegunTasks;
import org.certrenewal.process.tasks.BegunTasks.Done;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Begins a renewal from outside Tasklist. What was chosen on the way, the service and the certificate, isn't asked for
 * again; and a certificate that is being renewed already leads to its case.
 */
@Controller
class RenewalStart {

    private final CaseFiles cases;
    private final People people;
    private final Certificates certificates;
    private final ServiceCatalogue catalogue;
    private final RenewalInstances renewals;
    private final List<Beginning> stages;
    private final OpenTasks tasks;
    private final BegunTasks begun;

    RenewalStart(
            CaseFiles cases,
            People people,
            Certificates certificates,
            ServiceCatalogue catalogue,
            RenewalInstances renewals,
            List<Beginning> stages,
            OpenTasks tasks,
            BegunTasks begun) {
        this.cases = cases;
        this.people = people;
        this.certificates = certificates;
        this.catalogue = catalogue;
        this.renewals = renewals;
        this.stages = stages;
        this.tasks = tasks;
        this.begun = begun;
    }

    /** Is the link in notices: goes on with the draft that is there, or leads to the button that starts a renewal. */
    @GetMapping("/renewals/start")
    String startOrGoOn(Authentication login) {
        return cases.ofApplicant(login.getName()).stream()
                .filter(file -> file.status() == CaseStatus.DRAFT)
                .findFirst()
                .flatMap(draft -> tasks.next(draft.instanceId(), login.getName()))
                .map(task -> "redirect:" + CasePages.tasklist(task.taskId()))
                .orElse("redirect:/#start");
    }

    /**
     * Starts a renewal, or goes on with the one that is begun, and opens its task.
     *
     * @param service code of the service whose 在线办理 was pressed
     * @param certificate number of the certificate whose 办理延续 was pressed
     */
    @PostMapping("/renewals")
    String start(
            @RequestParam Optional<String> service, @RequestParam Optional<String> certificate, Authentication login) {
        String user = login.getName();
        Optional<CertificateNumber> own = certificate.map(number -> own(user, number));
        Optional<CaseFile> underWay = own.flatMap(number -> cases.ofApplicant(user).stream()
                .filter(file -> file.status().isOpen())
                .filter(file ->
                        file.certificateNumber().filter(number.value()::equals).isPresent())
                .findFirst());
        if (underWay.isPresent()) {
            return redirect(underWay.get(), user);
        }
        Chosen chosen = new Chosen(
                service.or(() -> own.map(number -> catalogue.handledHere().code())), own);
        Done<String> started = begun.during(
                user, () -> renewals.start(number -> stages.forEach(stage -> stage.enter(number, chosen))));
        return started.begun()
                .map(task -> "redirect:" + CasePages.tasklist(task.taskId()))
                .orElseGet(() -> redirect(cases.withNumber(started.result()), user));
    }

    private CertificateNumber own(String user, String number) {
        return people.find(user).stream()
                .flatMap(person -> certificates.heldBy(person.idNumber()).stream())
                .map(it -> it.number())
                .filter(it -> it.value().equals(number))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String redirect(CaseFile file, String user) {
        return "redirect:"
                + tasks.next(file.instanceId(), user)
                        .map(task -> CasePages.tasklist(task.taskId()))
                        .orElse("/my/cases#" + file.number());
    }
}
