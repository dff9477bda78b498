package org.certrenewal.access.account;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables of the accounts. */
@Component
class AccountTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("account", "user_id")
                        .personal("user_id")
                        .nothing("must_change")
                        .kept("as long as the account is there"),
                Table.of("rights_version", "id").nothing("version"),
                Table.of("provider_account", "subject_key")
                        .digest("subject_key holder_key")
                        .personal("user_id")
                        .nothing("provider bound_at")
                        .kept("as long as the account is there"),
                Table.of("provider_login", "id")
                        .personal("user_id")
                        .digest("subject_key session_key")
                        .nothing("provider begun_at ended_at ending")
                        .kept("a month after it began"),
                Table.of("spent_token", "token_key").digest("token_key").nothing("seen_at"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(
                Extract.of("account", "user_id in (:user)"),
                Extract.of("provider_account", "user_id in (:user)"),
                Extract.of("provider_login", "user_id in (:user)"));
    }
}
