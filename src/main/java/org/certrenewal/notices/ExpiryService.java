package org.certrenewal.notices;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.OpenRenewals;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells holders 90, 60 and 30 days before their certificates end, and notes what has ended (失效).
 *
 * <p>Looks at every certificate that is near its end or past it, not at those of a single day: so whatever a downtime
 * left out is done at the next run. Somebody for whom two notices were left out is told the later one only. Several
 * nodes may run at once: the database lets one of them tell, and one of them note. A certificate whose renewal is with
 * the office is left alone: it doesn't lapse while the decision, or its silence, may still renew it.
 */
@Component
public class ExpiryService {

    private static final Logger log = LoggerFactory.getLogger(ExpiryService.class);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);
    private static final List<Integer> DAYS_BEFORE = List.of(30, 60, 90);
    private static final LocalDate EVER = LocalDate.of(1949, 10, 1);

    private final Certificates certificates;
    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final People people;
    private final Notices notices;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ExpiryService(
            Certificates certificates,
            CaseFiles cases,
            OpenRenewals openRenewals,
            People people,
            Notices notices,
            TransactionTemplate transaction,
            Clock clock) {
        this.certificates = certificates;
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.people = people;
        this.notices = notices;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Counts what a run did. */
    public record Run(int told, int lapsed) {}

    /** Does what is due; asked again, nothing happens twice. */
    public Run run() {
        LocalDate today = LocalDate.now(clock);
        int told = 0;
        for (CertificateNumber ending : certificates.endingBetween(today, today.plusDays(DAYS_BEFORE.get(2)))) {
            told += once(() -> tell(certificates.withNumber(ending).orElseThrow(), today));
        }
        int lapsed = 0;
        for (CertificateNumber ended : certificates.endingBetween(EVER, today.minusDays(1))) {
            lapsed += once(() -> !isWithOffice(ended) && certificates.lapse(ended, today));
        }
        return new Run(told, lapsed);
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

    private boolean tell(Certificate ending, LocalDate today) {
        long left = ChronoUnit.DAYS.between(today, ending.validTo());
        int threshold =
                DAYS_BEFORE.stream().filter(days -> left <= days).findFirst().orElseThrow();
        return !isWithOffice(ending.number())
                && people.withIdNumber(ending.holder())
                        .filter(holder -> notices.tell(
                                holder.userId(),
                                null,
                                "expiry",
                                "expiry-" + threshold + ":" + ending.identifier(),
                                "您的证书 " + ending.number() + "（" + ending.tradeName() + "）将于"
                                        + DAY.format(ending.validTo()) + "到期，还有" + left + "天。需要继续从业的，请及时办理延续",
                                "/renewals/start"))
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
