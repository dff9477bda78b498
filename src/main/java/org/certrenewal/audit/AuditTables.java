package org.certrenewal.audit;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables of the audit trail. */
@Component
class AuditTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("audit_entry", "chain seq")
                        .personal("chain actor")
                        .digest("content previous digest")
                        .nothing("happened_at deed detail")
                        .kept("only added to; who did what in which case, and nothing of what was entered"),
                Table.of("audit_head", "chain")
                        .personal("chain")
                        .digest("digest mark")
                        .nothing("seq sealed seal_number")
                        .kept("the end of a chain"),
                Table.of("audit_seal", "number")
                        .digest("root previous digest")
                        .nothing("sealed_at signature certificate"),
                Table.of("audit_sealed_head", "number chain")
                        .personal("chain")
                        .digest("digest")
                        .nothing("seq")
                        .kept("a sealed end of a chain"),
                Table.of("audit_marked", "marked_at"));
    }

    @Override
    public Map<String, List<String>> keys(Map<String, List<String>> known) {
        return Map.of(
                "chains",
                Stream.of(
                                known.get("cases").stream(),
                                known.get("certificates").stream().map(number -> AuditTrail.CERTIFICATE + number),
                                known.get("user").stream().map(AuditTrail::chainOfAccount))
                        .flatMap(chains -> chains)
                        .toList());
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.of("audit_entry", "chain, seq, happened_at, actor, deed, detail", "chain in (:chains)"));
    }
}
