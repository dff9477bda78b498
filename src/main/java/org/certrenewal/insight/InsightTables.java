package org.certrenewal.insight;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables of the figures: a case's number is all that leads to somebody. */
@Component
class InsightTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("insight_state", "id").nothing("edition caught_up_at"),
                Table.of("insight_case", "case_number")
                        .nothing("instance_id definition_version office trade status outcome finished opened_on"
                                + " submitted_on correction_asked_on resubmitted_on accepted_on decided_on issued_on"
                                + " delivered_on ended_on open_due_on acceptance_days correction_days decision_days"
                                + " issuance_days delivery_days total_days deemed_accepted deemed_renewed extended"
                                + " deadline_missed ground decided_by corrected_fields face_checks face_failures rating"
                                + " promise_kept"),
                Table.of("insight_step", "case_number seq")
                        .nothing("activity_id kind role entered_at left_at cancelled working_days"),
                Table.of("insight_count", "figure count_month office trade item")
                        .nothing("n"),
                Table.of("insight_spread", "stage count_month office trade days")
                        .nothing("n"),
                Table.of("insight_dwell", "definition_version count_month office activity_id bucket")
                        .nothing("n seconds"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.ofCases("insight_case"), Extract.ofCases("insight_step"));
    }
}
