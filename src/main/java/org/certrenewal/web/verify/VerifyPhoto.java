package org.certrenewal.web.verify;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.certrenewal.access.PublicRate;
import org.certrenewal.documents.PhotoHints;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Certificates.PhotoTerms;
import org.certrenewal.registry.Photo;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows whoever checks a certificate the photo on its face: as a few blocks of colour, unless its holder shares it. */
@Controller
class VerifyPhoto {

    private final Checks checks;
    private final Certificates certificates;
    private final PublicRate rate;

    VerifyPhoto(Checks checks, Certificates certificates, PublicRate rate) {
        this.checks = checks;
        this.certificates = certificates;
        this.rate = rate;
    }

    @GetMapping("/verify/{id}/photo")
    ResponseEntity<byte[]> photo(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        if (!rate.admits("verify-photo", request, response)) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, "60")
                    .build();
        }
        Optional<Certificate> version = checks.version(VerificationIds.plain(id));
        Optional<PhotoTerms> terms = version.flatMap(it -> termsOf(certificates, it));
        Optional<Photo> photo =
                terms.flatMap(any -> certificates.photoOf(version.orElseThrow().number()));
        if (photo.isEmpty()) {
            return ResponseEntity.notFound().build();
        }
        boolean whole = terms.get().shared();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(whole ? MediaType.parseMediaType(photo.get().mediaType()) : MediaType.IMAGE_PNG)
                .body(
                        whole
                                ? photo.get().content()
                                : PhotoHints.masked(photo.get().content()));
    }

    /** Says how the photo on a version's face may be shown; an older version bears an older photo, which isn't kept. */
    static Optional<PhotoTerms> termsOf(Certificates certificates, Certificate version) {
        return certificates.photoTerms(version.number()).filter(terms -> version.version() >= terms.since());
    }
}
