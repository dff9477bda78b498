package org.certrenewal.partners.face;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.certrenewal.partners.OnPartner;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerClients;
import org.certrenewal.partners.PartnerError;
import org.certrenewal.partners.PartnerLine;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.Simulated;
import org.certrenewal.process.FaceAuthentication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Has faces checked by a partner over HTTP; name and number go nowhere else. */
@Component
@OnPartner(Partner.FACE)
class HttpFaceAuthentication implements FaceAuthentication {

    private static final int GONE = 404;

    private final PartnerLine line;
    private final RestClient http;
    private final URI callback;
    private final Duration life;
    private final boolean simulated;

    @Autowired
    HttpFaceAuthentication(
            PartnerLines lines,
            PartnerClients clients,
            Optional<Simulated> simulated,
            @Value("${renewal.base-url}") String baseUrl,
            @Value("${renewal.face.code-lifetime:PT3M}") Duration life) {
        this(lines, clients, simulated.isPresent(), baseUrl, life);
    }

    HttpFaceAuthentication(
            PartnerLines lines, PartnerClients clients, boolean simulated, String baseUrl, Duration life) {
        this.line = lines.line(Partner.FACE);
        this.http = clients.of(Partner.FACE);
        this.callback = URI.create(baseUrl.replaceFirst("/+$", "") + "/partners/face/callback");
        this.life = life;
        this.simulated = simulated;
    }

    @Override
    public Opened open(Check check) {
        return line.call(() -> FaceMessages.opened(
                http.post()
                        .uri("/sessions")
                        .contentType(MediaType.APPLICATION_JSON)
                        .accept(MediaType.APPLICATION_JSON)
                        .body(FaceMessages.order(check, callback, life))
                        .retrieve()
                        .toEntity(byte[].class),
                check));
    }

    /** A check that the partner doesn't know has no result. */
    @Override
    public Optional<Answer> ask(Check check, String reference) {
        return line.call(() -> {
            try {
                return FaceMessages.state(http.get()
                        .uri("/sessions/{reference}", reference)
                        .accept(MediaType.APPLICATION_JSON)
                        .retrieve()
                        .toEntity(byte[].class));
            } catch (PartnerError error) {
                if (error.status() == GONE) {
                    return Optional.empty();
                }
                throw error;
            }
        });
    }

    @Override
    public boolean isStandIn() {
        return simulated;
    }
}
