package org.certrenewal.stages.acts;

import java.util.Optional;
import org.certrenewal.access.PaperReaders;
import org.certrenewal.access.Role;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.registry.Certificates;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** Lets the holder, and the supervisors of the office, see the papers of an act; nobody else. */
@Component
class ActReaders implements PaperReaders {

    private final Acts acts;
    private final Disposals disposals;
    private final Certificates certificates;

    ActReaders(Acts acts, Disposals disposals, Certificates certificates) {
        this.acts = acts;
        this.disposals = disposals;
        this.certificates = certificates;
    }

    @Override
    public Reader of(String reference, Authentication login) {
        Optional<Act> act = acts.withId(reference);
        if (act.isEmpty()) {
            return Reader.NOBODY;
        }
        if (certificates
                .withNumber(act.get().certificate())
                .filter(certificate -> disposals.isHolder(certificate, login.getName()))
                .isPresent()) {
            return Reader.ADDRESSEE;
        }
        boolean office = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(group -> group.startsWith(Role.SUPERVISOR.group()))
                .anyMatch(group -> disposals.isFor(
                        act.get().certificate(),
                        group.substring(Role.SUPERVISOR.group().length())));
        return office ? Reader.OFFICE : Reader.NOBODY;
    }

    @Override
    public String chainOf(String reference) {
        return AuditTrail.CERTIFICATE + acts.withId(reference).orElseThrow().certificate();
    }
}
