package org.certrenewal.stages.faceauth;

import java.util.Optional;
import org.certrenewal.partners.OnStandIn;
import org.certrenewal.partners.Partner;
import org.certrenewal.process.FaceAuthentication;
import org.certrenewal.process.outbox.StandIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Stands in for the portal's face check: a page of our own, opened on a phone, that confirms or refuses by a button.
 */
@Component
@OnStandIn(Partner.FACE)
class StandInFaceAuthentication implements FaceAuthentication, StandIn {

    private final String baseUrl;

    StandInFaceAuthentication(@Value("${renewal.base-url}") String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public Opened open(Check check) {
        return new Opened(check.session(), baseUrl + "/face/" + check.session());
    }

    @Override
    public Optional<Answer> ask(Check check, String reference) {
        return Optional.empty();
    }

    @Override
    public boolean isAskedNothing() {
        return true;
    }

    @Override
    public boolean isStandIn() {
        return true;
    }

    @Override
    public String standsInFor() {
        return "人脸识别认证（浙里办）";
    }
}
