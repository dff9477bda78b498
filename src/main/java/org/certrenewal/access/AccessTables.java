package org.certrenewal.access;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables of roles, and for what the engine knows of an account. */
@Component
class AccessTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(Table.of("role_proposal", "id")
                .personal("user_id proposed_by answered_by waiting_for")
                .nothing("group_id state proposed_at expires_at answered_at")
                .kept("who got which right, and by whom, can be asked as long as the account is there"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of("ACT_ID_USER", "id_, first_, last_, email_", "id_ in (:user)"),
                Extract.of("ACT_ID_MEMBERSHIP", "group_id_", "user_id_ in (:user)"),
                Extract.of("role_proposal", "user_id in (:user)"));
    }
}
