package org.certrenewal.documents.adapters;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the register of the authorities' seals. */
@Component
class SealTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(Table.of("authority_seal", "id")
                .personal("proposed_by answered_by end_proposed_by end_answered_by")
                .digest("mark")
                .nothing(
                        "purpose authority path subject electronic_seal valid_from valid_to state proposed_at answered_at"
                                + " end_proposed")
                .kept("as long as anything that it sealed is to be checked; it names officials, as such"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of(
                "authority_seal",
                "id, purpose, authority, subject, state, proposed_at, answered_at",
                "proposed_by in (:user) or answered_by in (:user) or end_proposed_by in (:user)"
                        + " or end_answered_by in (:user)"));
    }
}
