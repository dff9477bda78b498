package org.certrenewal.partners.mail;

import org.certrenewal.notices.outside.Mail;
import org.certrenewal.notices.outside.Mailer;
import org.certrenewal.process.outbox.StandIn;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/** Stands in for a mail server: nothing is sent, and the page of the notifications says so. */
@Component
@ConditionalOnExpression("'${renewal.partners.mail.host:}'.isBlank()")
class StandInMailer implements Mailer, StandIn {

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public void send(Mail mail) {
        throw new IllegalStateException("there is no mail server, and nothing is put together for it");
    }

    @Override
    public String standsInFor() {
        return "电子邮件";
    }
}
