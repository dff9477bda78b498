package org.certrenewal.stages.faceauth;

import org.certrenewal.process.outbox.StandIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Stands in for the portal's face check: a page of our own, opened on a phone, that confirms or refuses by a button.
 */
@Component
@ConditionalOnProperty(name = "renewal.face.partner", havingValue = "stand-in", matchIfMissing = true)
class StandInFaceAuthentication implements FaceAuthentication, StandIn {

    private final String baseUrl;

    StandInFaceAuthentication(@Value("${renewal.base-url}") String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    public String open(String sessionId) {
        return baseUrl + "/face/" + sessionId;
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
