package org.certrenewal.web.pages;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.certrenewal.access.SealNaming;
import org.certrenewal.access.SealRefused;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.SealRegister.Named;
import org.certrenewal.documents.seal.SealRegister.State;
import org.certrenewal.documents.seal.TrustList.Purpose;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 印章名册, for administrators: which key and seal counts for which authority, and from when to when. */
@Controller
class SealsPage {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int LONGEST = 64 * 1024;

    private final SealRegister register;
    private final SealNaming naming;
    private final Offices offices;
    private final Clock clock;
    private final DateTimeFormatter time;

    SealsPage(SealRegister register, SealNaming naming, Offices offices, Clock clock) {
        this.register = register;
        this.naming = naming;
        this.offices = offices;
        this.clock = clock;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    record Line(
            String id,
            String purpose,
            String authority,
            String subject,
            String issuer,
            String key,
            String electronicSeal,
            String from,
            String to,
            String state,
            String by,
            String at,
            String answeredBy,
            boolean mine,
            String endProposed,
            String endBy,
            boolean endMine) {}

    record Choice(String value, String label) {}

    @GetMapping("/admin/seals")
    String show(Authentication login, Model model) {
        List<Named> all = register.all();
        model.addAttribute("waiting", lines(all, State.WAITING, login));
        model.addAttribute("named", lines(all, State.NAMED, login));
        model.addAttribute(
                "purposes",
                List.of(Purpose.values()).stream()
                        .map(purpose -> new Choice(purpose.code(), label(purpose)))
                        .toList());
        model.addAttribute(
                "authorities",
                offices.all().stream().map(Office::authority).distinct().toList());
        model.addAttribute("today", LocalDate.now(clock).toString());
        return "seals";
    }

    private List<Line> lines(List<Named> all, State state, Authentication login) {
        return all.stream()
                .filter(one -> one.state() == state)
                .map(one -> line(one, login))
                .toList();
    }

    @PostMapping("/admin/seals/proposals")
    String propose(
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String authority,
            @RequestParam(defaultValue = "") String certificates,
            @RequestParam(defaultValue = "") String electronicSeal,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Authentication login,
            RedirectAttributes flash) {
        return answered(flash, "已提出，等待另一位系统管理员确认", () -> {
            Purpose kind = purpose(purpose);
            String name = authority.strip();
            if (!name.isEmpty()
                    && offices.all().stream()
                            .noneMatch(office -> office.authority().equals(name))) {
                throw new SealRefused("没有这个发证机关");
            }
            String seal = electronicSeal.strip().toLowerCase(Locale.ROOT);
            if (!seal.isEmpty() && (kind != Purpose.OFD || !DIGEST.matcher(seal).matches())) {
                throw new SealRefused("电子印章的 SHA-256 是64位十六进制数，只用于 OFD 电子印章");
            }
            Instant begin = begin(from).orElseThrow(() -> new SealRefused("请填写启用日期"));
            Optional<Instant> end = begin(to);
            naming.propose(Named.proposed(
                    kind, name, chain(certificates), seal, begin, end, login.getName(), clock.instant()));
        });
    }

    private static Purpose purpose(String code) {
        try {
            return Purpose.valueOf(code.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            throw new SealRefused("请选择用途");
        }
    }

    private static List<X509Certificate> chain(String text) {
        if (text.length() > LONGEST) {
            throw new SealRefused("证书的文字过长");
        }
        try {
            return Pem.certificates(text);
        } catch (IllegalArgumentException none) {
            throw new SealRefused("证书无法读取，请粘贴 PEM 格式的证书链：印章自己的证书在前，上级证书在后");
        }
    }

    private Optional<Instant> begin(String day) {
        if (day.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.parse(day.strip()).atStartOfDay(clock.getZone()).toInstant());
        } catch (DateTimeException none) {
            throw new SealRefused("日期无法识别");
        }
    }

    @PostMapping("/admin/seals/proposals/{id}/confirmation")
    String confirm(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, "已确认，印章已经登记", () -> naming.confirm(id, login.getName()));
    }

    @PostMapping("/admin/seals/proposals/{id}/refusal")
    String decline(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, "这项提议已经终止", () -> naming.decline(id, login.getName()));
    }

    @PostMapping("/admin/seals/{id}/end")
    String end(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String end,
            Authentication login,
            RedirectAttributes flash) {
        return answered(
                flash,
                "已提出，等待另一位系统管理员确认",
                () -> naming.proposeEnd(id, begin(end).orElseGet(clock::instant), login.getName()));
    }

    @PostMapping("/admin/seals/{id}/end/confirmation")
    String confirmEnd(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, "已确认，印章的停用时间已经登记", () -> naming.confirmEnd(id, login.getName()));
    }

    @PostMapping("/admin/seals/{id}/end/refusal")
    String declineEnd(@PathVariable String id, Authentication login, RedirectAttributes flash) {
        return answered(flash, "这项提议已经终止", () -> naming.declineEnd(id, login.getName()));
    }

    private static String answered(RedirectAttributes flash, String message, Runnable work) {
        try {
            SameMoment.again(work);
            flash.addFlashAttribute("message", message);
        } catch (SealRefused refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/admin/seals";
    }

    private Line line(Named one, Authentication login) {
        X509Certificate own = one.chain().get(0);
        return new Line(
                one.id(),
                label(one.purpose()),
                one.authority().isEmpty() ? "全部发证机关" : one.authority(),
                own.getSubjectX500Principal().getName(),
                own.getIssuerX500Principal().getName(),
                digest(own),
                one.electronicSeal(),
                time.format(one.from()),
                one.to().map(time::format).orElse(""),
                one.state().label(),
                one.proposedBy(),
                time.format(one.proposedAt()),
                one.answeredBy().orElse(""),
                one.proposedBy().equals(login.getName()),
                one.endProposed().map(time::format).orElse(""),
                one.endProposedBy().orElse(""),
                one.endProposedBy().equals(Optional.of(login.getName())));
    }

    private static String digest(X509Certificate certificate) {
        try {
            String digest = Content.of(certificate.getEncoded()).sha256();
            return HexFormat.ofDelimiter(":").formatHex(HexFormat.of().parseHex(digest));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String label(Purpose purpose) {
        return switch (purpose) {
            case PDF -> "PDF 签章";
            case OFD -> "OFD 电子印章";
            case QR -> "二维码签名";
            case TIMESTAMP -> "时间戳";
        };
    }
}
