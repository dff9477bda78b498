package org.certrenewal.notices.outside;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.notices.outside.Deliveries.Delivery;
import org.certrenewal.notices.outside.MailLayout.Part;
import org.certrenewal.notices.outside.NoticeSource.Told;
import org.certrenewal.process.Memberships;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends mails. */
@Component
class MailCall extends OutsideCall<Mail> {

    /** As many things as somebody reads in one mail. */
    private static final int MOST = 50;

    private final Mailer mailer;
    private final MailLayout layout;
    private final NoticeSource notices;
    private final Contacts contacts;
    private final Memberships memberships;
    private final CaseFiles cases;
    private final Offices offices;

    MailCall(
            Mailer mailer,
            MailLayout layout,
            NoticeSource notices,
            Contacts contacts,
            Memberships memberships,
            CaseFiles cases,
            Offices offices,
            Deliveries deliveries,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        super(Channel.MAIL, deliveries, contacts, transaction, events, clock);
        this.mailer = mailer;
        this.layout = layout;
        this.notices = notices;
        this.contacts = contacts;
        this.memberships = memberships;
        this.cases = cases;
        this.offices = offices;
    }

    @Override
    Optional<Mail> compose(Delivery delivery, String address) {
        MailAddress to = new MailAddress(address);
        if (isCode(delivery)) {
            return contacts.code(delivery.user(), Channel.MAIL)
                    .map(code -> layout.lay(
                            delivery.id(),
                            to,
                            delivery.kind(),
                            List.of(new Part(
                                    "有人在本系统把这个邮箱填作接收通知的地址。是您本人的，请打开下面的页面确认，24小时内有效；不是您的，不用理会，以后也不会再收到。",
                                    "/my/notifications?code=" + code,
                                    "确认邮箱")),
                            "",
                            Optional.empty()));
        }
        return delivery.noticeId() == null ? gathered(delivery, to) : single(delivery, to);
    }

    private Optional<Mail> single(Delivery delivery, MailAddress to) {
        return notices.find(delivery.noticeId())
                .map(told -> layout.lay(
                        delivery.id(),
                        to,
                        delivery.kind(),
                        List.of(layout.part(told.text(), told.href())),
                        "",
                        office(told.caseNumber())));
    }

    private Optional<Office> office(String caseNumber) {
        return Optional.ofNullable(caseNumber)
                .flatMap(cases::find)
                .flatMap(CaseFile::office)
                .flatMap(offices::withCode);
    }

    /** Groups count as they are now: who has left one isn't told what it was told. */
    private Optional<Mail> gathered(Delivery delivery, MailAddress to) {
        List<String> recipients =
                recipients(delivery.user(), contacts.preference(delivery.user()).ofGroups());
        List<Told> told = notices.between(recipients, delivery.since(), delivery.until(), MOST);
        if (told.isEmpty()) {
            return Optional.empty();
        }
        int left = notices.count(recipients, delivery.since(), delivery.until()) - told.size();
        return Optional.of(layout.lay(
                delivery.id(),
                to,
                delivery.kind(),
                told.stream().map(it -> layout.part(it.text(), it.href())).toList(),
                left > 0 ? "还有 " + left + " 条，请登录后查看" : "",
                Optional.empty()));
    }

    List<String> recipients(String user, boolean ofGroups) {
        List<String> recipients = new ArrayList<>(List.of(user));
        if (ofGroups) {
            recipients.addAll(memberships.groupsOf(user));
        }
        return recipients;
    }

    @Override
    void send(Mail mail) {
        mailer.send(mail);
    }
}
