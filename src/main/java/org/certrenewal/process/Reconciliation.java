package org.certrenewal.process;

import java.util.List;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.OpenRenewals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds cases and process instances that have parted, as after an instance was deleted past its listeners or a backup
 * of some tables was restored. A case without an instance can't go on: it is closed, and its certificate is free for
 * another renewal. An instance without an open case is only named, as somebody has to look at it first. A task whose
 * assignee has left its group past the program goes back to the group.
 */
@Component
public class Reconciliation {

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private static final String WITHOUT_INSTANCE = """
            select f.case_number from casefile_standing f
             where f.closed_at is null
               and not exists (select 1 from ACT_RU_EXECUTION e where e.ID_ = f.instance_id)
            """;

    private static final String WITHOUT_CASE = """
            select e.ID_ from ACT_RU_EXECUTION e
              join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_ and d.KEY_ = ?
              left join casefile_standing f on f.instance_id = e.ID_
             where e.PARENT_ID_ is null and (f.case_number is null or f.closed_at is not null)
             order by e.ID_
            """;

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final OpenRenewals openRenewals;
    private final TransactionTemplate transaction;
    private final Handovers handovers;

    Reconciliation(
            JdbcClient jdbc,
            CaseFiles cases,
            OpenRenewals openRenewals,
            TransactionTemplate transaction,
            Handovers handovers) {
        this.handovers = handovers;
        this.jdbc = jdbc;
        this.cases = cases;
        this.openRenewals = openRenewals;
        this.transaction = transaction;
    }

    /**
     * Tells what was found.
     *
     * @param closed cases that had no instance any more
     * @param freed cases that were closed but still held their certificate
     * @param orphans ids of instances without an open case; somebody has to look at them
     */
    public record Report(List<String> closed, List<String> freed, List<String> orphans) {

        public boolean isClean() {
            return closed.isEmpty() && freed.isEmpty() && orphans.isEmpty();
        }
    }

    /** Mends what can be mended, each case in a transaction of its own, and names the rest. */
    public Report run() {
        int given = handovers.giveBackLeftBehind();
        if (given > 0) {
            log.warn("{} tasks given back whose assignees had left their groups", given);
        }
        List<String> closed = jdbc.sql(WITHOUT_INSTANCE + " order by f.case_number").query(String.class).list().stream()
                .filter(this::close)
                .toList();
        List<String> freed = openRenewals.heldForNothing();
        freed.forEach(number -> transaction.executeWithoutResult(status -> openRenewals.release(number)));
        List<String> orphans = jdbc.sql(WITHOUT_CASE)
                .param(RenewalProcess.KEY)
                .query(String.class)
                .list();
        return new Report(closed, freed, orphans);
    }

    /** Looks again in the transaction that closes: another node may have been faster. */
    private boolean close(String number) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            CaseFile file = cases.lock(number);
            boolean still = jdbc.sql(WITHOUT_INSTANCE + " and f.case_number = ?")
                    .param(number)
                    .query(String.class)
                    .optional()
                    .isPresent();
            if (still) {
                CaseStatus end = file.status().withoutInstance();
                cases.close(file, end);
                openRenewals.release(number);
                cases.record(number, CaseEvent.SYSTEM, "closed", end.label());
            }
            return still;
        }));
    }
}
