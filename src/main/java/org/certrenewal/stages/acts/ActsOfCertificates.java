package org.certrenewal.stages.acts;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.certrenewal.registry.imports.Touch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Says which certificates somebody has proposed an act on. */
@Repository
class ActsOfCertificates implements Touch {

    private final JdbcClient jdbc;

    ActsOfCertificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> touching(Collection<String> numbers) {
        Map<String, String> acts = new HashMap<>();
        jdbc.sql("select certificate_number, id from certificate_act where certificate_number in (:numbers)")
                .param("numbers", numbers)
                .query(row -> {
                    acts.put(row.getString(1), row.getString(2));
                });
        return acts;
    }
}
