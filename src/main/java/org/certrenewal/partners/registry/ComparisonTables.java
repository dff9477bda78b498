package org.certrenewal.partners.registry;

import java.util.List;
import org.certrenewal.held.Disclosure;
import org.certrenewal.held.Extract;
import org.certrenewal.held.Table;
import org.certrenewal.held.TableOwner;
import org.springframework.stereotype.Component;

/** Answers for the tables of the comparison with the province's platform. */
@Component
class ComparisonTables implements TableOwner, Disclosure {

    @Override
    public List<Table> tables() {
        return List.of(
                Table.of("registry_agreement", "certificate_number")
                        .personal("certificate_number")
                        .nothing("agreed")
                        .kept("as long as the certificate is in the registry, a lawful record of its own"),
                Table.of("registry_difference", "certificate_number")
                        .personal("certificate_number")
                        .nothing("kind ours theirs run")
                        .kept("until the next comparison finds the registries at one"),
                Table.of("registry_run", "id").nothing("run started_at finished_at compared failure"));
    }

    @Override
    public List<Extract> extracts() {
        return List.of(Extract.ofCertificates("registry_agreement"), Extract.ofCertificates("registry_difference"));
    }
}
