package org.certrenewal.stages.faceauth;

import java.util.Optional;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.People;
import org.certrenewal.partners.OnStandIn;
import org.certrenewal.partners.Partner;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Is the phone's side of the stand-in: loudly labelled, confirms or refuses by a button. */
@Controller
@OnStandIn(Partner.FACE)
class FacePage {

    private final FaceSessions sessions;
    private final CaseFiles cases;
    private final People people;

    FacePage(FaceSessions sessions, CaseFiles cases, People people) {
        this.sessions = sessions;
        this.cases = cases;
        this.people = people;
    }

    /** Shows whom the check is for. */
    record MaskedPerson(String name, String idNumber) {}

    @GetMapping("/face/{code}")
    String show(@PathVariable String code, Model model) {
        Optional<FaceSessions.FaceSession> session = sessions.find(code);
        model.addAttribute("code", code);
        model.addAttribute("state", session.map(it -> it.state().name()).orElse("EXPIRED"));
        model.addAttribute(
                "applicant",
                session.map(it -> cases.withNumber(it.caseNumber()).applicant())
                        .flatMap(people::find)
                        .map(person -> new MaskedPerson(
                                person.name().masked(), person.idNumber().masked()))
                        .orElse(null));
        return "face";
    }

    @PostMapping("/face/{code}")
    String answer(@PathVariable String code, @RequestParam String answer) {
        if ("confirm".equals(answer)) {
            sessions.confirm(code);
        } else {
            sessions.refuse(code);
        }
        return "redirect:/face/" + code;
    }
}
