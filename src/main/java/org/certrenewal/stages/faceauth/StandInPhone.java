package org.certrenewal.stages.faceauth;

import org.certrenewal.process.PhoneAnswers;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Is everybody's phone while the demonstration's year is filled. */
@Component
@Profile("demo & year")
class StandInPhone implements PhoneAnswers {

    private final FaceSessions sessions;

    StandInPhone(FaceSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean answer(String caseNumber, boolean confirm) {
        return sessions.newest(caseNumber)
                .filter(session -> session.state() == FaceSessions.State.WAITING)
                .map(session -> confirm ? sessions.confirm(session.id()) : sessions.refuse(session.id()))
                .orElse(false);
    }
}
