package org.certrenewal.partners.sms;

import org.certrenewal.notices.outside.ShortMessage;
import org.certrenewal.notices.outside.Texter;
import org.certrenewal.process.outbox.StandIn;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/** Stands in for a provider of short messages: nothing is sent, and the page of the notifications says so. */
@Component
@ConditionalOnExpression("'${renewal.partners.sms.url:}'.isBlank()")
class StandInTexter implements Texter, StandIn {

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public boolean knows(String kind) {
        return false;
    }

    @Override
    public Answer send(ShortMessage message) {
        throw new IllegalStateException("there is no provider of short messages, and nothing is put together for it");
    }

    @Override
    public String standsInFor() {
        return "短信";
    }
}
