package org.certrenewal.web.pages;

import java.util.List;
import java.util.stream.Stream;
import org.certrenewal.access.CamundasFiles;
import org.certrenewal.access.Role;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.notices.Notices;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Is the start page: an applicant begins or goes on with one click, the others find their way to their tools. */
@Controller
class HomePage {

    private static final int MOST_NOTICES = 20;

    private final CaseFiles cases;
    private final CasePages pages;
    private final ServiceCatalogue catalogue;
    private final RenewableCertificates renewable;
    private final Notices notices;

    HomePage(
            CaseFiles cases,
            CasePages pages,
            ServiceCatalogue catalogue,
            RenewableCertificates renewable,
            Notices notices) {
        this.cases = cases;
        this.pages = pages;
        this.catalogue = catalogue;
        this.renewable = renewable;
        this.notices = notices;
    }

    /** Shows a service of the catalogue. */
    record ServiceLine(String code, String name, String departmentName, boolean handledHere) {}

    @GetMapping("/")
    String show(Authentication login, Model model) {
        List<CaseFile> open = cases.ofApplicant(login.getName()).stream()
                .filter(file -> file.status().isOpen())
                .toList();
        model.addAttribute(
                "openCases",
                open.stream().map(file -> pages.line(file, login.getName())).toList());
        model.addAttribute("certificates", renewable.of(login.getName(), open));
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
                        .map(item -> new ServiceLine(item.code(), item.name(), item.department(), item.handledHere()))
                        .toList());
        model.addAttribute("tasklistFiles", CamundasFiles.ofTasklist());
        return "home";
    }
}
