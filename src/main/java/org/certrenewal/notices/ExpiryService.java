package org.certrenewal.notices;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.casefile.People;
import org.certrenewal.law.Finding;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.certrenewal.law.Window;
import org.certrenewal.process.StatusReports;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells holders three times before the last day on which they can apply in time, and once when it is over; tells them
 * anew when that day has moved with the holidays; and notes what has ended (失效). How many days before is a rule.
 *
 * <p>Looks at every certificate that is near its end or past it, not at those of a single day: so whatever a downtime
 * left out is done at the next run. Somebody for whom two notices were left out is told the later one only. Several
 * nodes may run at once: the database lets one of them tell, and one of them note. A certificate whose renewal is with
 * the office is left alone: it doesn't lapse while the decision, or its silence, may still renew it. Nor does one lapse
 * that can still be renewed after its end, where the rules give a grace.
 */
@Component
public class ExpiryService {

    private static final Logger log = LoggerFactory.getLogger(ExpiryService.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final Map<RuleKey, String> OCCASIONS = Map.of(
            RuleKey.EXPIRY_NOTICE_FIRST_DAYS, "first",
            RuleKey.EXPIRY_NOTICE_SECOND_DAYS, "second",
            RuleKey.EXPIRY_NOTICE_LAST_DAYS, "last");
    private static final String KIND = "expiry";
    private static final LocalDate EVER = LocalDate.of(1949, 10, 1);

    private final LawBook law;
    private final Certificates certificates;
    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final People people;
    private final Notices notices;
    private final StatusReports province;
    private final CaseFindings found;
    private final Reminders reminders;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ExpiryService(
            LawBook law,
            Certificates certificates,
            CaseFiles cases,
            OpenRenewals openRenewals,
            People people,
            Notices notices,
            StatusReports province,
            CaseFindings found,
            Reminders reminders,
            TransactionTemplate transaction,
            Clock clock) {
        this.law = law;
        this.certificates = certificates;
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.people = people;
        this.notices = notices;
        this.province = province;
        this.found = found;
        this.reminders = reminders;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Counts what a run did. */
    public record Run(int told, int lapsed) {}

    /** Does what is due; asked again, nothing happens twice. */
    public Run run() {
        LocalDate today = LocalDate.now(clock);
        RuleSet rules = law.rules().inForce(today);
        int told = 0;
        for (CertificateNumber ending : certificates.endingBetween(today, lastEndToTell(rules, today))) {
            told += once(() -> tell(certificates.withNumber(ending).orElseThrow(), rules, today));
        }
        for (CertificateNumber ending : certificates.endingBetween(today, lastEndToWatch(rules, today))) {
            told += once(() -> alertOfFindings(ending, rules, today));
        }
        int lapsed = 0;
        for (CertificateNumber ended : certificates.endingBetween(EVER, lastEndWithoutGrace(rules, today))) {
            lapsed += once(() -> !isWithOffice(ended) && lapsed(ended, today));
        }
        return new Run(told, lapsed);
    }

    private boolean lapsed(CertificateNumber ended, LocalDate today) {
        boolean lapsed = certificates.lapse(ended, today);
        if (lapsed) {
            province.request(ended);
        }
        return lapsed;
    }

    /** What ends later has its first notice later than today. */
    private LocalDate lastEndToTell(RuleSet rules, LocalDate today) {
        int days = OCCASIONS.keySet().stream().mapToInt(rules::number).max().orElseThrow();
        return law.calendar()
                .plus(today.plusDays(days), rules.number(RuleKey.WINDOW_IN_TIME_WORKING_DAYS) + 1)
                .date();
    }

    private LocalDate lastEndToWatch(RuleSet rules, LocalDate today) {
        return law.calendar()
                .plus(today, rules.number(RuleKey.FLAGGED_NOTICE_WORKING_DAYS) + 1)
                .date();
    }

    /** What ended later can still be renewed, by the grace that the rules give after the end. */
    private static LocalDate lastEndWithoutGrace(RuleSet rules, LocalDate today) {
        LocalDate end = today.minusDays(1);
        while (!Window.closes(end, rules).isBefore(today)) {
            end = end.minusDays(1);
        }
        return end;
    }

    /** One certificate's trouble must not keep the others from their notices. */
    private int once(java.util.function.BooleanSupplier work) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> work.getAsBoolean())) ? 1 : 0;
        } catch (DuplicateKeyException otherNode) {
            return 0;
        } catch (RuntimeException e) {
            log.warn(
                    "the expiry of a certificate couldn't be handled and is tried again at the next run: {}",
                    e.toString());
            return 0;
        }
    }

    private boolean tell(Certificate ending, RuleSet rules, LocalDate today) {
        if (isWithOffice(ending.number())) {
            return false;
        }
        Window window = Window.of(ending.validTo(), rules, law.calendar());
        return people.withIdNumber(ending.holder())
                .filter(holder -> tell(holder.userId(), ending, window, rules, today))
                .isPresent();
    }

    /** Whoever was told another last day, before the holidays or a rule changed, is told the new one at once. */
    private boolean tell(String holder, Certificate ending, Window window, RuleSet rules, LocalDate today) {
        String about = ":" + ending.identifier();
        LocalDate inTime = window.inTimeUntil().date();
        Optional<LocalDate> before = notices.lastNamedDay(holder, KIND, about).filter(day -> !day.equals(inTime));
        String moved = before.map(day ->
                        "。按期申请延续的最后一日因放假安排或者规定调整，由" + DAY.format(day) + "变更为" + DAY.format(inTime) + "，以本次通知为准。该证书")
                .orElse("");
        String text = "您的证书 " + ending.number() + "（" + ending.tradeName() + "）" + moved + text(window, rules, today);
        return occasion(window, rules, today)
                        .filter(occasion -> tell(holder, "expiry-" + occasion + about, text, inTime))
                        .isPresent()
                || before.filter(day -> tell(holder, "expiry-moved-" + day + "-" + inTime + about, text, inTime))
                        .isPresent();
    }

    private boolean tell(String holder, String onceKey, String text, LocalDate inTime) {
        return notices.tell(
                Note.to(holder).once(KIND, onceKey).saying(text).naming(inTime).at("/renewals/start"));
    }

    /** Names the notice that is due; of several that were left out, the latest. */
    private static Optional<String> occasion(Window window, RuleSet rules, LocalDate today) {
        if (window.inTimeUntil().hasPassed(today)) {
            return Optional.of("late");
        }
        long left = ChronoUnit.DAYS.between(today, window.inTimeUntil().date());
        return OCCASIONS.entrySet().stream()
                .filter(occasion -> left <= rules.number(occasion.getKey()))
                .min(Comparator.comparing(occasion -> rules.number(occasion.getKey())))
                .map(Map.Entry::getValue);
    }

    /** Says until when to apply in time, and what it costs not to. */
    private static String text(Window window, RuleSet rules, LocalDate today) {
        LocalDate inTime = window.inTimeUntil().date();
        String ends = "将于" + DAY.format(window.validTo()) + "到期";
        boolean lateIsRefused = rules.rule(RuleKey.LATE_APPLICATION).is("refuse");
        if (window.inTimeUntil().hasPassed(today)) {
            return ends + "，按期申请延续的最后一日（" + DAY.format(inTime) + "）已过"
                    + (lateIsRefused ? "，不再受理延续申请" : "。现在仍可申请，但到期前没有作出决定的，不视为准予延续，到期后不能继续从业；需要继续从业的，请立即办理");
        }
        long left = ChronoUnit.DAYS.between(today, inTime);
        String provisional = window.inTimeUntil().provisional() ? "，暂定" : "";
        String opens = window.opens().isAfter(today) ? "自" + DAY.format(window.opens()) + "起可以申请，" : "";
        String cost = lateIsRefused
                ? "逾期不再受理延续申请"
                : inTime.equals(window.validTo()) ? "到期后不再接受延续申请" : "逾期申请的，可能来不及在到期前作出决定，到期前没有作出决定的不视为准予延续";
        return ends + "。需要继续从业的，" + opens + "请最迟于" + DAY.format(inTime) + "（还有" + left + "天" + provisional + "）申请延续；"
                + cost;
    }

    /** A case in which the check found something is seen by a person before silence decides it. */
    private boolean alertOfFindings(CertificateNumber ending, RuleSet rules, LocalDate today) {
        return openRenewals
                .caseOf(ending.value())
                .flatMap(cases::find)
                .filter(file -> file.status().isWithOffice())
                .filter(file -> !today.isBefore(
                        law.clock().flaggedFrom(file.certificateValidTo().orElseThrow(), rules)))
                .filter(file -> {
                    List<Finding> findings = found.findings(file.number()).stream()
                            .filter(finding -> finding.severity() != Finding.Severity.WARNING)
                            .toList();
                    return !findings.isEmpty() && reminders.alertOfFindings(file, findings);
                })
                .isPresent();
    }

    private boolean isWithOffice(CertificateNumber certificate) {
        return openRenewals
                .caseOf(certificate.value())
                .flatMap(cases::find)
                .map(CaseFile::status)
                .filter(status -> status != CaseStatus.DRAFT)
                .isPresent();
    }
}
