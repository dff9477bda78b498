package org.certrenewal.web.verify;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.certrenewal.access.PublicRate;
import org.certrenewal.documents.seal.ArchiveStore;
import org.certrenewal.documents.seal.ArchiveTimestamps;
import org.certrenewal.documents.seal.Pem;
import org.certrenewal.documents.seal.SealRegister;
import org.certrenewal.documents.seal.TrustList;
import org.certrenewal.registry.Certificate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 证照核验, for anybody: the address in the QR code, and the upload of a file. */
@Controller
class VerifyPage {

    /** How many files a node reads at the same moment; more would take more memory than one check is allowed. */
    private static final int FILES_AT_ONCE = 2;

    private static final int PATIENCE = 5;

    private static final String VIEW = "verify";

    private final Checks checks;
    private final HolderCheck holders;
    private final PublicRate rate;
    private final SignedTrust trust;
    private final SealRegister register;
    private final ArchiveStore archive;
    private final Semaphore reading = new Semaphore(FILES_AT_ONCE, true);

    VerifyPage(
            Checks checks,
            HolderCheck holders,
            PublicRate rate,
            SignedTrust trust,
            SealRegister register,
            ArchiveStore archive) {
        this.archive = archive;
        this.checks = checks;
        this.holders = holders;
        this.rate = rate;
        this.trust = trust;
        this.register = register;
    }

    @GetMapping("/verify")
    String show() {
        return VIEW;
    }

    @GetMapping({"/verify/{id}", "/verify/{id}/"})
    String ofId(@PathVariable String id, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!rate.admits("verify", request, response)) {
            return tooMany(response, model);
        }
        Answer answer = checks.ofId(VerificationIds.plain(id));
        if (answer.subject().isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        return answered(answer, response, model);
    }

    /** Compares what stands on somebody's paper with what is registered; it comes in the body, and no log. */
    @PostMapping("/verify/{id}")
    String holder(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String holder,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!rate.admits("verify", request, response)) {
            return tooMany(response, model);
        }
        String plain = VerificationIds.plain(id);
        Optional<Certificate> version = checks.version(plain);
        if (version.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return answered(checks.again(plain), response, model);
        }
        HolderCheck.Outcome outcome = holders.compare(version.get(), holder);
        switch (outcome) {
            case TOO_MANY -> response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            case UNREADABLE -> response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            case AGREES, DIFFERS -> {
                // Both are answers.
            }
        }
        model.addAttribute("holder", outcome);
        return answered(checks.again(plain), response, model);
    }

    @PostMapping("/verify")
    String ofFile(
            @RequestParam(name = "file", required = false) MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model)
            throws IOException {
        if (!rate.admits("verify", request, response) || !getsATurn()) {
            return tooMany(response, model);
        }
        try {
            if (file == null || file.isEmpty()) {
                return refused(HttpStatus.UNPROCESSABLE_ENTITY, "请选择一个OFD或PDF文件", response, model);
            }
            return answered(checks.ofFile(file.getBytes()), response, model);
        } finally {
            reading.release();
        }
    }

    /** Waits a little: a check takes less than a second, and two people may come at the same moment. */
    private boolean getsATurn() {
        try {
            return reading.tryAcquire(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Serves the certificates with which a program checks without network; see the verifier command. */
    @GetMapping("/verify/keys/{name}.pem")
    ResponseEntity<String> keys(@PathVariable String name) {
        List<X509Certificate> certificates = switch (name) {
            case "qr" -> register.trust().certificates(TrustList.Purpose.QR);
            case "roots" -> List.copyOf(register.trust().anchors());
            default -> List.of();
        };
        if (certificates.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/x-pem-file"))
                .body(Pem.write(certificates));
    }

    /** Serves the signed list of every key that sealed, see {@code docs/trust-list.md}. */
    @GetMapping("/verify/keys/trust.jws")
    ResponseEntity<String> trust() {
        return trust.text()
                .map(text -> ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("application/jose"))
                        .body(text))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header("Retry-After", "60")
                        .build());
    }

    /** Serves the archive timestamps of an issued file, by the SHA-256 of its bytes, see {@code docs/trust-list.md}. */
    @GetMapping("/verify/evidence/{sha256}.tst")
    ResponseEntity<byte[]> evidence(
            @PathVariable String sha256, HttpServletRequest request, HttpServletResponse response) {
        if (!rate.admits("verify", request, response)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header("Retry-After", "60")
                    .build();
        }
        List<byte[]> tokens = archive.ofFile(sha256);
        if (tokens.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(ArchiveTimestamps.write(tokens));
    }

    private String answered(Answer answer, HttpServletResponse response, Model model) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("answer", answer);
        model.addAttribute("id", checks.idOf(answer).orElse(null));
        model.addAttribute("photo", checks.photoOf(answer).orElse(null));
        return VIEW;
    }

    private static String tooMany(HttpServletResponse response, Model model) {
        response.setHeader("Retry-After", "60");
        return refused(HttpStatus.TOO_MANY_REQUESTS, "核验过于频繁，请一分钟后再试", response, model);
    }

    private static String refused(HttpStatus status, String problem, HttpServletResponse response, Model model) {
        response.setStatus(status.value());
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("problem", problem);
        return VIEW;
    }
}
