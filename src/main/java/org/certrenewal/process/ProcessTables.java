package org.certrenewal.process;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the table of the law's editions, and for what the engine's history says of a person. */
@Component
class ProcessTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(Table.of("law_edition", "id")
                .digest("fingerprint")
                .nothing("reason started_at finished_at cases_seen cases_changed cases_failed"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of(
                "ACT_HI_PROCINST",
                "proc_inst_id_, business_key_, start_time_, end_time_",
                "start_user_id_ in (:user)"));
    }
}
