package org.certrenewal.access.limits;

import java.util.List;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the table of what was tried how often. */
@Component
class LimitTables implements TableOwner {

    @Override
    public List<Table> tables() {
        return List.of(Table.of("throttle", "bucket").digest("bucket").nothing("ends_at tries"));
    }
}
