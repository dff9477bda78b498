package org.certrenewal.process.parcels;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of parcels. */
@Component
class ParcelTables implements TableOwner, Disclosure, Erasure {

    private final JdbcClient jdbc;

    ParcelTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("parcel", "id")
                        .personal("case_number tracking_number ordered_by")
                        .nothing("office state ordered_at carrier looked_at reason ended_at")
                        .erased(),
                Table.of("parcel_step", "parcel_id seq")
                        .personal("happened_at kind city")
                        .erased());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.ofCases("parcel"),
                Extract.of("parcel_step", "parcel_id in (select id from parcel where case_number in (:cases))"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from parcel_step where parcel_id in (select id from parcel where case_number = ?)")
                .param(caseNumber)
                .update();
        jdbc.sql("delete from parcel where case_number = ?").param(caseNumber).update();
    }
}
