package org.certrenewal.setup;

import java.util.List;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables that say which keys are here. */
@Component
class SetupTables implements TableOwner {

    @Override
    public List<Table> tables() {
        return List.of(
                // A key's own probe stays with the key, and says nothing.
                Table.of("vault_key", "id").nothing("probe sealed_since seals"),
                Table.of("vault_index", "id").digest("probe").nothing("texts_sealed"),
                Table.of("vault_node", "node").nothing("known_keys seals_with seen_at"),
                // Nodes are named by their machines.
                Table.of("periodic_turn", "name").nothing("lock_until locked_at locked_by"));
    }
}
