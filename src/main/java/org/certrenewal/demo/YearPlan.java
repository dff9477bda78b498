package org.certrenewal.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.util.function.IntConsumer;
import org.camunda.bpm.engine.ManagementService;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.law.LawBook;
import org.certrenewal.process.outbox.OutboxWorker;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Plans a year: on which days how many begin. {@link ApplicantsPart} and {@link OfficesPart} play everybody,
 * {@link YearTime} lets time pass, {@link Hands} go through the services that the forms use.
 */
@Component
@Profile("demo & year")
class YearPlan {

    private static final int DAYS = 365;

    private final Newcomers newcomers;
    private final Entries entries;
    private final Hands hands;
    private final OutboxWorker outbox;
    private final LawBook law;
    private final ManagementService management;
    private int begun;

    YearPlan(
            Newcomers newcomers,
            Entries entries,
            Hands hands,
            OutboxWorker outbox,
            LawBook law,
            ManagementService management) {
        this.newcomers = newcomers;
        this.entries = entries;
        this.hands = hands;
        this.outbox = outbox;
        this.law = law;
        this.management = management;
    }

    /**
     * Lives a year.
     *
     * @param end when it ends
     * @param progress told how many cases have been begun
     */
    void live(long seed, int count, Instant end, IntConsumer progress) {
        Chance chance = new Chance(seed);
        YearTime time = new YearTime(end, chance, law, management, outbox);
        LocalDate last = LocalDate.ofInstant(end, CertificateRenewalApplication.ZONE);
        begun = 0;
        for (int i = 0; i < count; i++) {
            int serial = i;
            time.at(someDay(last, chance), 7 + chance.below(14), () -> {
                new ApplicantsPart(newcomers.comes(serial, chance, time.today()), entries, hands, time, chance)
                        .begins();
                begun++;
                progress.accept(begun);
            });
        }
        time.live();
    }

    /** More begin in spring and autumn, fewer on Sundays. */
    private static LocalDate someDay(LocalDate last, Chance chance) {
        LocalDate day = last.minusDays(1L + chance.below(DAYS));
        return day.getDayOfWeek() == DayOfWeek.SUNDAY || day.getMonth() == Month.FEBRUARY
                ? last.minusDays(1L + chance.below(DAYS))
                : day;
    }
}
