package org.certrenewal.stages.acts;

import java.util.List;
import java.util.Optional;
import org.certrenewal.access.PaperReaders;
import org.certrenewal.access.Role;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.People;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.GroupId;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Lets the holder, the supervisors of the office, and its clerks where they post them, see the papers of an act; nobody
 * else.
 */
@Component
class ActReaders implements PaperReaders {

    private final Acts acts;
    private final Disposals disposals;
    private final Certificates certificates;
    private final People people;
    private final LetterPost post;

    ActReaders(Acts acts, Disposals disposals, Certificates certificates, People people, LetterPost post) {
        this.acts = acts;
        this.disposals = disposals;
        this.certificates = certificates;
        this.people = people;
        this.post = post;
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
        return office || posts(act.get(), login) ? Reader.OFFICE : Reader.NOBODY;
    }

    private boolean posts(Act act, Authentication login) {
        List<String> offices = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(GroupId.Desk.CLERKS::officeOf)
                .flatMap(Optional::stream)
                .filter(office -> act.office().filter(office::equals).isPresent())
                .toList();
        return post.of(offices).stream()
                .anyMatch(posting -> posting.caseNumber().equals(act.id()));
    }

    @Override
    public Optional<String> addresseeOf(String reference) {
        return acts.withId(reference)
                .flatMap(act -> certificates.withNumber(act.certificate()))
                .flatMap(certificate -> people.withIdNumber(certificate.holder()))
                .map(People.Person::userId);
    }

    @Override
    public String chainOf(String reference) {
        return AuditTrail.CERTIFICATE + acts.withId(reference).orElseThrow().certificate();
    }
}
