package org.certrenewal.web.pages;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.documents.FileName;
import org.certrenewal.partners.registry.RegistryComparison;
import org.certrenewal.partners.registry.RegistryComparison.Difference;
import org.certrenewal.partners.registry.RegistryComparison.Kind;
import org.certrenewal.registry.CertificateStatus;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 证书核对, for administrators: what differs between our registry and the province's. */
@Controller
class RegistryPage {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(ZoneId.of("Asia/Shanghai"));
    private static final int PAGE = 50;
    private static final int STEP = 500;

    private final RegistryComparison comparison;
    private final AuditTrail audit;

    RegistryPage(RegistryComparison comparison, AuditTrail audit) {
        this.comparison = comparison;
        this.audit = audit;
    }

    /** Shows what differs about one certificate. */
    record Line(String number, String kind, String ours, String theirs) {}

    @GetMapping("/admin/registry")
    String show(@RequestParam(defaultValue = "") String after, Model model) {
        RegistryComparison.Run last = comparison.last();
        List<Difference> differences = comparison.after(after, PAGE + 1);
        model.addAttribute("possible", comparison.isPossible());
        model.addAttribute("started", last.startedAt().map(RegistryPage::moment).orElse(""));
        model.addAttribute(
                "finished", last.finishedAt().map(RegistryPage::moment).orElse(""));
        model.addAttribute("compared", last.compared());
        model.addAttribute("failure", last.failure().orElse(""));
        Map<Kind, Long> counts = comparison.counts();
        model.addAttribute("ours", counts.get(Kind.OURS));
        model.addAttribute("theirs", counts.get(Kind.THEIRS));
        model.addAttribute("both", counts.get(Kind.BOTH));
        model.addAttribute(
                "differences",
                differences.stream().limit(PAGE).map(RegistryPage::line).toList());
        model.addAttribute(
                "next", differences.size() > PAGE ? differences.get(PAGE - 1).number() : "");
        return "registry";
    }

    private static String moment(OffsetDateTime time) {
        return MOMENT.format(time);
    }

    private static Line line(Difference it) {
        return new Line(it.number(), words(it.kind()), words(it.ours()), words(it.theirs()));
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case OURS -> "本系统有变动，平台没有";
            case THEIRS -> "平台有变动，本系统没有";
            case BOTH -> "双方都有变动";
        };
    }

    /** Reads {@code identifier v2 01 2030-01-31}. */
    private static String words(String state) {
        if (state.isEmpty()) {
            return "没有这本证书";
        }
        String[] parts = state.split(" ");
        return "第" + parts[1].substring(1) + "版，"
                + CertificateStatus.ofCode(parts[2]).label() + "，使用期至 " + parts[3];
    }

    @PostMapping("/admin/registry/run")
    String run(Principal administrator, RedirectAttributes flash) {
        if (comparison.isPossible()) {
            audit.append(AuditTrail.ADMINISTRATION, administrator.getName(), "compared-registries", "", null);
            comparison.request();
            flash.addFlashAttribute("message", "已开始核对，稍后刷新本页看结果");
        }
        return "redirect:/admin/registry";
    }

    /** Streams all differences, a page of the table at a time. */
    @GetMapping("/admin/registry/differences.csv")
    ResponseEntity<StreamingResponseBody> download() {
        StreamingResponseBody body = out -> {
            try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                writer.write("\uFEFF证书编号,差异,本系统,省级平台\r\n");
                List<Difference> page = comparison.after("", STEP);
                while (!page.isEmpty()) {
                    for (Difference it : page) {
                        write(writer, line(it));
                    }
                    page = comparison.after(page.get(page.size() - 1).number(), STEP);
                }
            }
        };
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileName.of("证书核对", "registry-differences", ".csv").attachment())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(body);
    }

    private static void write(Writer writer, Line line) throws IOException {
        writer.write(String.join(",", cell(line.number()), cell(line.kind()), cell(line.ours()), cell(line.theirs())));
        writer.write("\r\n");
    }

    /** What a spreadsheet would take for a formula begins with an apostrophe. */
    static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
