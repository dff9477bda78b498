package org.certrenewal.privacy;

import java.util.List;
import java.util.Map;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of what people agreed to and asked for. */
@Component
class PrivacyTables implements Resealing, Disclosure {

    private final JdbcClient jdbc;

    PrivacyTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("consent", "id")
                        .personal("user_id")
                        .digest("text_hash")
                        .nothing("kind answer version case_number answered_at")
                        .kept("proves what was agreed to, as long as the account is there"),
                Table.of("letter_posting", "paper_id")
                        .personal("case_number tracking_number posted_by served_by")
                        .nothing("office state listed_at way carrier posted_on served_on")
                        .kept("proves service as long as the case's record; of a request it goes with the request"),
                Table.of("person_request", "number")
                        .personal("user_id answered_by")
                        .sealed("person_request/{number}", "content outcome")
                        .nothing("kind subject case_number office state opened_at due_on answered_at")
                        .erased());
    }

    @Override
    public Map<String, List<String>> keys(Map<String, List<String>> known) {
        return Map.of(
                "requests",
                jdbc.sql("select number from person_request where user_id in (:user) order by number")
                        .param("user", known.get("user"))
                        .query(String.class)
                        .list());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of(
                        "letter_posting",
                        "case_number in (:cases) or case_number in (:requests) or case_number in (:acts)"),
                Extract.of("consent", "user_id in (:user)"),
                Extract.of("person_request", "user_id in (:user)"));
    }
}
