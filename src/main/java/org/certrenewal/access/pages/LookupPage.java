package org.certrenewal.access.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.certrenewal.access.verify.PublicRate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.IdNumber;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Looks up certificates by the full identity number, as 浙江省建设信息港 does; the answer is masked. */
@Controller
class LookupPage {

    private final Certificates certificates;
    private final PublicRate rate;

    LookupPage(Certificates certificates, PublicRate rate) {
        this.certificates = certificates;
        this.rate = rate;
    }

    /** Shows a certificate that was found. */
    record Found(String name, String trade, String number, String authority) {}

    @GetMapping("/lookup")
    String show() {
        return "lookup";
    }

    /** The number comes in the body, so that it stands in no address and no log. */
    @PostMapping("/lookup")
    String find(
            @RequestParam(defaultValue = "") String idNumber,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!rate.admits(request)) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader("Retry-After", "60");
            model.addAttribute("problem", "查询过于频繁，请一分钟后再试");
            return "lookup";
        }
        try {
            List<Found> found = certificates.heldBy(IdNumber.of(idNumber)).stream()
                    .map(it -> new Found(
                            it.holderName().masked(),
                            it.tradeName(),
                            it.number().value(),
                            it.authority()))
                    .toList();
            model.addAttribute("results", found);
        } catch (IdNumber.Invalid invalid) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("problem", invalid.getMessage());
        }
        return "lookup";
    }
}
