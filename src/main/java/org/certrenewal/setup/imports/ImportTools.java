package org.certrenewal.setup.imports;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CasesOfCertificates;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.Register;
import org.certrenewal.registry.imports.Touch;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.Trades;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts in one hand what an import works with. */
@Component
record ImportTools(
        ImportRuns runs,
        ImportParts parts,
        ImportEntries entries,
        RegisterDifferences differences,
        Register register,
        Certificates certificates,
        CasesOfCertificates cases,
        List<Touch> touches,
        Trades trades,
        Places places,
        Offices offices,
        TransactionTemplate transaction,
        AuditTrail audit,
        Clock clock) {

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Returns who works with which of some certificates. */
    Map<String, String> touching(Collection<String> numbers) {
        Map<String, String> all = new HashMap<>();
        if (!numbers.isEmpty()) {
            touches.forEach(touch -> all.putAll(touch.touching(numbers)));
        }
        return all;
    }

    /** Writes into the administration's trail how an import stands: its file's digest and counts, nobody's data. */
    void tell(String id, String deed) {
        ImportRun run = runs.find(id).orElseThrow();
        audit.append(
                AuditTrail.ADMINISTRATION,
                run.confirmedBy().orElse(run.startedBy()),
                deed,
                id + " sha256:" + run.digest().orElse("-") + " lines:" + run.lines() + " added:" + run.added()
                        + " changed:" + run.changed() + " same:" + run.unchanged() + " refused:" + run.refused()
                        + " differing:" + run.differing() + " photos:" + run.photos() + " back:" + run.takenBack(),
                null);
    }
}
