package org.certrenewal.web.pages;

import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.access.CamundasFiles;
import org.certrenewal.access.Role;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.tasks.BegunTasks;
import org.certrenewal.process.tasks.BegunTasks.Done;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Is the start page: an applicant begins or goes on with one click, the others find their way to their tools. */
@Controller
class HomePage {

    private static final int MOST_NOTICES = 20;

    private final CaseFiles cases;
    private final CasePages pages;
    private final ServiceCatalogue catalogue;
    private final RenewalInstances renewals;
    private final OpenTasks tasks;
    private final BegunTasks begun;
    private final Notices notices;

    HomePage(
            CaseFiles cases,
            CasePages pages,
            ServiceCatalogue catalogue,
            RenewalInstances renewals,
            OpenTasks tasks,
            BegunTasks begun,
            Notices notices) {
        this.cases = cases;
        this.pages = pages;
        this.catalogue = catalogue;
        this.renewals = renewals;
        this.tasks = tasks;
        this.begun = begun;
        this.notices = notices;
    }

    /** Shows a service of the catalogue. */
    record ServiceLine(String name, String departmentName, boolean handledHere) {}

    @GetMapping("/")
    String show(Authentication login, Model model) {
        model.addAttribute(
                "openCases",
                cases.ofApplicant(login.getName()).stream()
                        .filter(file -> file.status().isOpen())
                        .map(file -> pages.line(file, login.getName()))
                        .toList());
        List<String> groups = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(group -> !Role.APPLICANT.isGivenBy(group))
                .toList();
        if (login.getAuthorities().isEmpty()) {
            model.addAttribute("account", login.getName());
        }
        if (!groups.isEmpty()) {
            // What an office's people are told by themselves, beside what their group is told.
            List<String> recipients =
                    Stream.concat(groups.stream(), Stream.of(login.getName())).toList();
            model.addAttribute(
                    "reminders",
                    notices.of(recipients, MOST_NOTICES).stream()
                            .map(pages::notice)
                            .toList());
        }
        model.addAttribute(
                "services",
                catalogue.all().stream()
                        .map(item -> new ServiceLine(item.name(), item.department(), item.handledHere()))
                        .toList());
        model.addAttribute("tasklistFiles", CamundasFiles.ofTasklist());
        return "home";
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

    /** Starts a renewal and opens its first task. */
    @PostMapping("/renewals")
    String start(Authentication login) {
        Done<String> started = begun.during(login.getName(), renewals::start);
        return "redirect:"
                + started.begun()
                        .or(() -> tasks.next(cases.withNumber(started.result()).instanceId(), login.getName()))
                        .map(task -> CasePages.tasklist(task.taskId()))
                        .orElse("/my/cases");
    }
}
