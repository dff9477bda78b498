package org.certrenewal.notices.outside;

import java.time.OffsetDateTime;
import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Erasure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Resealing;
import org.certrenewal.held.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers for the tables of what leaves the service. */
@Component
class ContactTables implements Resealing, Disclosure, Erasure {

    private final JdbcClient jdbc;
    private final Contacts contacts;

    ContactTables(JdbcClient jdbc, Contacts contacts) {
        this.jdbc = jdbc;
        this.contacts = contacts;
    }

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("notice_contact", "user_id channel")
                        .personal("user_id")
                        .sealed("notice_contact/{user_id}/{channel}", "address pending code")
                        .nothing("wanted verified_at code_until code_tries refused_at changed_at")
                        .erased(),
                Table.of("notice_preference", "user_id")
                        .personal("user_id quiet_from quiet_to")
                        .nothing("gathered of_groups gathered_until gathered_at")
                        .kept("as long as the account is there"),
                Table.of("notice_delivery", "id")
                        .personal("user_id")
                        .nothing("channel kind notice_id case_number told_since told_until state created_at due_at"
                                + " handed_at done_at refusals repeats reason")
                        .erased());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of(
                        "notice_contact",
                        "user_id, channel, address, pending, wanted, verified_at, refused_at, changed_at",
                        "user_id in (:user)"),
                Extract.of("notice_preference", "user_id in (:user)"),
                Extract.of("notice_delivery", "user_id in (:user)"));
    }

    @Override
    public void eraseContent(String caseNumber) {
        jdbc.sql("delete from notice_delivery where case_number = ?")
                .param(caseNumber)
                .update();
    }

    @Override
    public int eraseMessages(OffsetDateTime before) {
        return jdbc.sql("delete from notice_delivery where created_at < ?")
                .param(before)
                .update();
    }

    @Override
    public int eraseAgreed(String user) {
        return contacts.forget(user);
    }
}
