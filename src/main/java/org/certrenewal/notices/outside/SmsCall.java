package org.certrenewal.notices.outside;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.notices.outside.Deliveries.Delivery;
import org.certrenewal.notices.outside.NoticeSource.Told;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.typed.Telephone;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Sends short messages. */
@Component
class SmsCall extends OutsideCall<ShortMessage> {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    /** What a gap is filled with that has nothing to be filled with; providers refuse an empty value. */
    private static final String SEE = "（见系统）";

    private final Texter texter;
    private final MessageTexts texts;
    private final NoticeSource notices;
    private final Contacts contacts;
    private final CaseFiles cases;
    private final Offices offices;
    private final Deliveries deliveries;

    SmsCall(
            Texter texter,
            MessageTexts texts,
            NoticeSource notices,
            Contacts contacts,
            CaseFiles cases,
            Offices offices,
            Deliveries deliveries,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        super(Channel.SMS, deliveries, contacts, transaction, events, clock);
        this.texter = texter;
        this.texts = texts;
        this.notices = notices;
        this.contacts = contacts;
        this.cases = cases;
        this.offices = offices;
        this.deliveries = deliveries;
    }

    @Override
    Optional<ShortMessage> compose(Delivery delivery, String address) {
        Optional<Map<String, String>> values = isCode(delivery)
                ? contacts.code(delivery.user(), Channel.SMS).map(code -> Map.of("code", code))
                : notices.find(delivery.noticeId()).map(told -> values(delivery.kind(), told));
        return values.map(it -> new ShortMessage(
                delivery.id() + "-" + delivery.refusals(), delivery.id(), new Telephone(address), delivery.kind(), it));
    }

    /** Fills the gaps of the closed list only: nothing of the notice's words goes out. */
    private Map<String, String> values(String kind, Told told) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String gap : texts.of(kind).gaps()) {
            Optional<String> value = switch (gap) {
                case "number" -> Optional.ofNullable(told.caseNumber());
                case "date" -> Optional.ofNullable(told.namedDay()).map(DAY::format);
                case "telephone" ->
                    Optional.ofNullable(told.caseNumber())
                            .flatMap(cases::find)
                            .flatMap(CaseFile::office)
                            .flatMap(offices::withCode)
                            .map(Office::telephone)
                            .filter(number -> !number.isEmpty());
                default -> Optional.empty();
            };
            values.put(gap, value.orElse(SEE));
        }
        return values;
    }

    @Override
    void send(ShortMessage message) {
        if (texter.send(message) == Texter.Answer.TAKEN_BEFORE) {
            deliveries.recognized(Channel.SMS);
        }
    }
}
