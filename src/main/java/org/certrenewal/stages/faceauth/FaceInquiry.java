package org.certrenewal.stages.faceauth;

import java.util.List;
import org.certrenewal.process.FaceAuthentication;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Callback;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.certrenewal.process.outbox.Inquiry;
import org.certrenewal.process.outbox.NotNow;
import org.certrenewal.process.outbox.OutboxWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks what came of the checks whose callback hasn't come: a few at a time, each again after a while. */
@Component
class FaceInquiry implements Inquiry {

    private static final Logger log = LoggerFactory.getLogger(FaceInquiry.class);
    private static final int MOST = 20;

    private final FaceSessions sessions;
    private final FaceAuthentication partner;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    FaceInquiry(
            FaceSessions sessions,
            FaceAuthentication partner,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.partner = partner;
        this.transaction = transaction;
        this.events = events;
    }

    @Override
    public void ask() {
        if (partner.isAskedNothing()) {
            return;
        }
        List<FaceSessions.FaceSession> overdue = transaction.execute(status -> sessions.overdue(MOST));
        for (FaceSessions.FaceSession session : overdue) {
            try {
                sessions.ask(session).ifPresent(answer -> hear(session, answer));
            } catch (NotNow away) {
                // Nor is it there for the others; all are asked again.
                return;
            } catch (RuntimeException failed) {
                // One that can't be asked about keeps nobody else waiting.
                log.warn(
                        "face check of case {} couldn't be asked about: {}",
                        session.caseNumber(),
                        OutboxWorker.kindsOf(failed));
            }
        }
    }

    private void hear(FaceSessions.FaceSession session, Answer answer) {
        Heard heard = sessions.hear(answer);
        if (heard != Heard.TAKEN && heard != Heard.REPEATED) {
            // A callback may have been faster; anything else is the partner's mistake.
            log.warn("face check of case {}: the answer asked for is {}", session.caseNumber(), heard.label());
            events.publishEvent(new Callback(heard));
        }
    }
}
