package org.certrenewal.insight.health;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.stream.Collectors;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.law.LawBook;
import org.certrenewal.process.LawUpdates;
import org.certrenewal.process.Recalculation;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Looks whether the law's days can be counted: the holidays of this year and the next, and the last reading. */
@Component
class LawHealthIndicator extends Part {

    private final LawBook law;
    private final ClockLedgers ledgers;
    private final LawUpdates updates;
    private final Recalculation recalculation;
    private final DatabaseHealthIndicator database;
    private final Clock clock;

    LawHealthIndicator(
            LawBook law,
            ClockLedgers ledgers,
            LawUpdates updates,
            Recalculation recalculation,
            DatabaseHealthIndicator database,
            Clock clock,
            @Value("${renewal.health.keep:PT5S}") Duration keep) {
        super("law", keep);
        this.law = law;
        this.ledgers = ledgers;
        this.updates = updates;
        this.recalculation = recalculation;
        this.database = database;
        this.clock = clock;
    }

    @Override
    Health look() {
        LocalDate today = LocalDate.now(clock);
        Health thisYear = holidays(law, today.getYear(), today);
        if (!thisYear.getStatus().equals(Status.UP)) {
            return thisYear;
        }
        if (updates.last()
                .filter(it -> it.outcome() == LawUpdates.Outcome.REFUSED)
                .isPresent()) {
            return warning("规则或者放假安排的文件有误，没有采用，仍按原有规则计算", "到“管理 → 规则”（/admin/rules）看文件、行号和原因，改正后重新读取");
        }
        int next = today.getYear() + 1;
        // The State Council's notice comes in autumn.
        if (today.getMonth() == Month.DECEMBER && !hasHolidays(next)) {
            return holidays(law, next, today);
        }
        if (!database.answers()) {
            return unknown();
        }
        int provisional = hasHolidays(next) ? 0 : ledgers.openWithProvisionalDay(today);
        if (provisional > 0) {
            return warning("还没有" + next + "年的放假安排，" + provisional + "个在办办件的期限因此是暂定的", remedy(next));
        }
        return recalculation
                .last()
                .filter(run -> run.failed() > 0)
                .map(run -> warning(
                        run.failed() + "个在办办件的期限没有能够按新的规则重新计算", "在日志中查找“can't be computed anew”看原因，排除后到“管理 → 规则”重新读取"))
                .orElseGet(() -> upWith(unverified(law, today)));
    }

    /**
     * Says whether a year's holidays are known: without this year's nothing can be counted, without another's not for
     * good.
     */
    static Health holidays(LawBook law, int year, LocalDate today) {
        if (law.calendar().years().containsKey(year)) {
            return up();
        }
        return year == today.getYear()
                ? down("没有" + year + "年的放假安排，法定期限只能按周末暂时推算", remedy(year))
                : warning("还没有" + year + "年的放假安排，跨年的期限是暂定的", remedy(year));
    }

    /** Due dates go on with what nobody has verified, as the law doesn't wait; so it is told. */
    static String unverified(LawBook law, LocalDate today) {
        return law.rules().inForce(today).rules().stream()
                .filter(rule -> !rule.isVerified())
                .map(rule -> rule.key().id())
                .collect(Collectors.joining(", "));
    }

    private static Health upWith(String unverified) {
        return unverified.isEmpty()
                ? up()
                : Health.up().withDetail("unverified-rules", unverified).build();
    }

    private boolean hasHolidays(int year) {
        return law.calendar().years().containsKey(year);
    }

    private static String remedy(int year) {
        return "按国务院办公厅的放假通知写 holidays/" + year + ".yaml，放在 renewal.seeds 所指的文件夹，到“管理 → 规则”（/admin/rules）重新读取；"
                + "在办办件的期限会自动重新计算";
    }
}
