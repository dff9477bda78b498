package org.certrenewal.web.pages;

import java.security.Principal;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Shows holders the photo on their certificate, and lets them share it with whoever checks the certificate. */
@Controller
class PhotoSharing {

    private final People people;
    private final Certificates certificates;
    private final AuditTrail audit;

    PhotoSharing(People people, Certificates certificates, AuditTrail audit) {
        this.people = people;
        this.certificates = certificates;
        this.audit = audit;
    }

    @GetMapping("/my/certificates/{number}/photo")
    ResponseEntity<byte[]> photo(@PathVariable String number, Principal user) {
        return certificates
                .photoOf(own(number, user))
                .map(photo -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .contentType(MediaType.parseMediaType(photo.mediaType()))
                        .body(photo.content()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @PostMapping("/my/certificates/{number}/photo")
    @Transactional
    public String share(
            @PathVariable String number, @RequestParam boolean shared, Principal user, RedirectAttributes flash) {
        CertificateNumber own = own(number, user);
        if (!certificates.sharePhoto(own, shared)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        audit.append(
                AuditTrail.CERTIFICATE + own.value(),
                user.getName(),
                shared ? "shared-photo" : "hid-photo",
                "photo",
                null);
        flash.addFlashAttribute("message", shared ? "核验页将显示照片" : "核验页不再显示照片");
        return "redirect:/my/certificates/{number}";
    }

    /** Somebody else's and one that doesn't exist get the same answer. */
    private CertificateNumber own(String typed, Principal user) {
        try {
            CertificateNumber number = CertificateNumber.of(typed);
            Optional<Certificate> own = certificates
                    .withNumber(number)
                    .filter(it -> people.find(user.getName())
                            .filter(person -> it.isHeldBy(person.idNumber()))
                            .isPresent());
            return own.map(Certificate::number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (CertificateNumber.Invalid none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, none);
        }
    }
}
