package org.certrenewal.demo;

import java.util.List;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Answers for the tables that say what of the demonstration was loaded. */
@Component
@Profile("demo")
class DemoTables implements TableOwner {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("demo_load", "loaded_on"),
                Table.of("year_load", "seed").nothing("cases begun_at finished_at"));
    }
}
