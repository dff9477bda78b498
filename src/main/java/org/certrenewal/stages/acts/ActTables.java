package org.certrenewal.stages.acts;

import java.util.List;
import java.util.Map;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of the acts on certificates. */
@Component
class ActTables implements Resealing, Disclosure {

    private static final String REGISTER = "as long as the law has the register kept";

    private final JdbcClient jdbc;

    ActTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("certificate_act", "id")
                        .personal("certificate_number proposed_by answered_by waiting_for")
                        .sealedLater("certificate_act/{id}", "reason underlying right_name")
                        .nothing(
                                "kind ground state proposed_at answered_at reference office ground_code precedes ends_on"
                                        + " noticed_on answer_due")
                        .kept(REGISTER),
                Table.of("act_word", "act_id kind")
                        .personal("written_by")
                        .sealed("act_word/{act_id}/{kind}", "content")
                        .nothing("written_at")
                        .kept(REGISTER));
    }

    @Override
    public Map<String, List<String>> keys(Map<String, List<String>> known) {
        return Map.of(
                "acts",
                jdbc.sql("select id from certificate_act where certificate_number in (:certificates) order by id")
                        .param("certificates", known.get("certificates"))
                        .query(String.class)
                        .list());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.ofCertificates("certificate_act"), Extract.of("act_word", "act_id in (:acts)"));
    }
}
