package org.certrenewal.web.verify;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.certrenewal.access.PublicRate;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.FileName;
import org.certrenewal.documents.seal.SealRegister;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * 脱机核验, for anybody: the program that checks without this service, and what it needs. The program is packed into the
 * application by {@code mvn package}; where the application runs from its classes it isn't there, and the page says so.
 */
@Controller
class OfflinePage {

    static final String FILE = "certificate-checker.jar";

    private final Resource checker;
    private final SingletonSupplier<Program> program = SingletonSupplier.of(this::read);
    private final SealRegister register;
    private final PublicRate rate;

    OfflinePage(@Value("classpath:checker/" + FILE) Resource checker, SealRegister register, PublicRate rate) {
        this.checker = checker;
        this.register = register;
        this.rate = rate;
    }

    /** Is a root that somebody compares before they believe anything that stands under it. */
    record Root(String name, String sha256) {}

    /** What is said of the program, which is the same as long as the application runs. */
    private record Program(String sha256, String size) {}

    private Program read() {
        try {
            byte[] bytes = checker.getContentAsByteArray();
            return new Program(Content.of(bytes).sha256(), String.format(Locale.ROOT, "%.1f MB", bytes.length / 1e6));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/verify/offline")
    String show(Model model) throws CertificateException {
        if (checker.exists()) {
            model.addAttribute("sha256", program.obtain().sha256());
            model.addAttribute("size", program.obtain().size());
        }
        model.addAttribute("roots", roots());
        return "verify-offline";
    }

    private List<Root> roots() throws CertificateException {
        List<Root> roots = new ArrayList<>();
        for (X509Certificate root : register.trust().anchors()) {
            roots.add(new Root(
                    root.getSubjectX500Principal().getName(),
                    Content.of(root.getEncoded()).sha256()));
        }
        roots.sort(Comparator.comparing(Root::name).thenComparing(Root::sha256));
        return roots;
    }

    @GetMapping("/verify/offline/" + FILE)
    ResponseEntity<Resource> program(HttpServletRequest request, HttpServletResponse response) {
        if (!checker.exists()) {
            return ResponseEntity.notFound().build();
        }
        if (!rate.admits("verify-program", request, response)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, "60")
                    .build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/java-archive"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileName.of("certificate-checker", "certificate-checker", ".jar")
                                .attachment())
                .body(checker);
    }
}
