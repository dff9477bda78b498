package org.certrenewal.stages.faceauth;

import org.springframework.stereotype.Component;

/** Answers the model's question 人脸认证仍有效？ */
@Component("faceValidity")
public class FaceValidity {

    private final FaceSessions sessions;

    FaceValidity(FaceSessions sessions) {
        this.sessions = sessions;
    }

    /** Tells whether the case has a face check that is young enough to count. */
    public boolean holds(String caseNumber) {
        return sessions.holds(caseNumber);
    }
}
