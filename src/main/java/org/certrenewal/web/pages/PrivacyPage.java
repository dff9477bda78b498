package org.certrenewal.web.pages;

import org.certrenewal.privacy.Consents;
import org.certrenewal.registry.reference.Offices;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 个人信息处理告知, for everybody, before anybody logs in (个人信息保护法 Art 17). */
@Controller
class PrivacyPage {

    private final Consents consents;
    private final Offices offices;

    PrivacyPage(Consents consents, Offices offices) {
        this.consents = consents;
        this.offices = offices;
    }

    @GetMapping("/privacy")
    String show(Model model) {
        model.addAttribute("notice", consents.notice());
        model.addAttribute("offices", offices.all());
        return "privacy";
    }
}
