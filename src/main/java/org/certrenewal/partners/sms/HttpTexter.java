package org.certrenewal.partners.sms;

import java.time.InstantSource;
import org.certrenewal.notices.outside.ShortMessage;
import org.certrenewal.notices.outside.Texter;
import org.certrenewal.partners.Partner;
import org.certrenewal.partners.PartnerClients;
import org.certrenewal.partners.PartnerLine;
import org.certrenewal.partners.PartnerLines;
import org.certrenewal.partners.PartnerSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/** Sends short messages by the configured provider. */
@Component
@ConditionalOnExpression("!'${renewal.partners.sms.url:}'.isBlank()")
class HttpTexter implements Texter {

    private final SmsProvider provider;
    private final SmsSettings settings;
    private final PartnerLine line;

    HttpTexter(SmsSettings settings, PartnerSettings partners, PartnerClients clients, PartnerLines lines) {
        PartnerSettings.Access access = partners.of(Partner.SMS).orElseThrow();
        this.settings = settings;
        this.provider = new SmsProvider(
                clients.unsigned(Partner.SMS),
                access.url(),
                access.keyId(),
                access.secret(),
                settings,
                InstantSource.system());
        this.line = lines.line(Partner.SMS);
    }

    @Override
    public boolean isReal() {
        return true;
    }

    @Override
    public boolean knows(String kind) {
        return settings.templates().containsKey(kind);
    }

    @Override
    public Answer send(ShortMessage message) {
        return line.call(() -> provider.send(message));
    }
}
