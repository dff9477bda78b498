package org.certrenewal.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** Says whom to tell about a weakness (RFC 9116). */
@Controller
class SecurityText {

    private static final Duration VALID = Duration.ofDays(90);

    private final String contact;
    private final String baseUrl;

    SecurityText(
            @Value("${renewal.security-contact:mailto:security@example.invalid}") String contact,
            @Value("${renewal.base-url}") String baseUrl) {
        this.contact = contact;
        this.baseUrl = baseUrl;
    }

    @GetMapping(path = "/.well-known/security.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String show() {
        return """
                Contact: %s
                Expires: %s
                Preferred-Languages: zh, en
                Canonical: %s/.well-known/security.txt
                """.formatted(contact, Instant.now().plus(VALID).truncatedTo(ChronoUnit.DAYS), baseUrl);
    }
}
