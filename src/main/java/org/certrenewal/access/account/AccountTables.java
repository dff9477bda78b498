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
                Table.of("rights_version", "id").nothing("version"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of("account", "user_id in (:user)"));
    }
}
