package org.certrenewal.partners;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables of the lines to partners. */
@Component
class PartnerTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("partner_line", "partner")
                        .nothing("paused_at pause_reason last_success_at last_failure_at broken_since last_error")
                        .personal("paused_by")
                        .kept(
                                "which administrator paused a line, until it is resumed; the audit trail has it for good"),
                Table.of("partner_nonce", "partner nonce").nothing("seen_at"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of("partner_line", "partner, paused_at, pause_reason", "paused_by in (:user)"));
    }
}
