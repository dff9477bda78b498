package org.certrenewal.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.certrenewal.access.PublicRate;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.HolderKeys;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.Standing;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Looks up certificates by the full identity number, as 浙江省建设信息港 does; the answer is masked. */
@Controller
class LookupPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Certificates certificates;
    private final HolderKeys keys;
    private final PublicRate rate;
    private final Throttle throttle;
    private final Limits limits;
    private final Clock clock;

    LookupPage(
            Certificates certificates,
            HolderKeys keys,
            PublicRate rate,
            Throttle throttle,
            Limits limits,
            Clock clock) {
        this.clock = clock;
        this.certificates = certificates;
        this.keys = keys;
        this.rate = rate;
        this.throttle = throttle;
        this.limits = limits;
    }

    /** Shows a certificate that was found. */
    record Found(String name, String trade, String number, String authority, String statusText, String statusKind) {}

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
        if (!rate.admits("lookup", request, response)) {
            return tooOften(model, response, "60", "查询过于频繁，请一分钟后再试");
        }
        try {
            IdNumber number = IdNumber.of(idNumber);
            if (!mayAskAgain(keys.keyOf(number), request)) {
                String period = String.valueOf(limits.period().toSeconds());
                return tooOften(model, response, period, "这个证件号码的查询过于频繁，请稍后再试");
            }
            List<Found> found = certificates.heldBy(number).stream()
                    .map(it -> found(it, LocalDate.now(clock)))
                    .toList();
            model.addAttribute("results", found);
        } catch (IdNumber.Invalid invalid) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("problem", invalid.getMessage());
            model.addAttribute("idNumber", idNumber);
        }
        return "lookup";
    }

    /** Says in words what it is worth today: one that was taken away doesn't look like a good one. */
    private static Found found(Certificate certificate, LocalDate today) {
        Standing standing = Standing.of(certificate, today);
        return new Found(
                certificate.holderName().masked(),
                certificate.tradeName(),
                certificate.number().value(),
                certificate.authority(),
                standing == Standing.GENUINE
                        ? standing.label() + "（至" + DAY.format(certificate.validTo()) + "止）"
                        : standing.label() + "，不能凭此上岗",
                standing == Standing.GENUINE ? "good" : "bad");
    }

    /** Each asker has tries of their own: else anybody could keep the holder from looking up the own number. */
    private boolean mayAskAgain(String number, HttpServletRequest request) {
        return rate.payers(request).stream().allMatch(payer -> throttle.take(limits.numbers(), number + " " + payer));
    }

    private static String tooOften(Model model, HttpServletResponse response, String seconds, String text) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader("Retry-After", seconds);
        model.addAttribute("problem", text);
        return "lookup";
    }
}
