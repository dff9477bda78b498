package org.certrenewal.web.verify;

import java.util.Optional;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Standing;
import org.certrenewal.registry.Verifications.Channel;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers programs that check a certificate as the page answers people, and counts it apart. */
@Component
public class CertificateCheck {

    private final Checks checks;

    CertificateCheck(Checks checks) {
        this.checks = checks;
    }

    /**
     * Is the answer.
     *
     * @param heading in a few characters, in Chinese
     * @param text what it means, in Chinese
     * @param version what the id stands for
     */
    public record Verdict(Standing standing, String heading, String text, Certificate version) {}

    /** Answers for the id in a QR code; empty if no certificate bears it. */
    @Transactional
    public Optional<Verdict> ofId(String id) {
        Answer answer = checks.ofId(id, Channel.API);
        return checks.version(id)
                .map(version -> new Verdict(Standing.valueOf(answer.code()), answer.heading(), answer.text(), version));
    }
}
