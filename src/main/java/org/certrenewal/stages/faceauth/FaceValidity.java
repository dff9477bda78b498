package org.certrenewal.stages.faceauth;

import org.springframework.stereotype.Component;

/** Answers the model's question 人脸认证仍有效？, also where a clerk has checked instead. */
@Component("faceValidity")
public class FaceValidity {

    private final FaceSessions sessions;
    private final CounterChecks counter;

    FaceValidity(FaceSessions sessions, CounterChecks counter) {
        this.sessions = sessions;
        this.counter = counter;
    }

    /** Tells whether the case has a check of the applicant's identity that is young enough to count. */
    public boolean holds(String caseNumber) {
        return sessions.holds(caseNumber) || counter.holds(caseNumber);
    }
}
