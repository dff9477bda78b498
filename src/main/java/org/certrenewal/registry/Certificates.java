package org.certrenewal.registry;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.reference.Gender;

/** Is the collection of all certificates. Every change joins the caller's transaction. */
public interface Certificates {

    /** Returns a certificate in its newest version. */
    Optional<Certificate> withNumber(CertificateNumber number);

    /** Returns every certificate of a person in its newest version, by number. */
    List<Certificate> heldBy(IdNumber holder);

    /** Returns every version ever issued, the oldest first. */
    List<Certificate> versionsOf(CertificateNumber number);

    /**
     * Says how a certificate stands, without its holder.
     *
     * @param identifier of the version that counts
     * @param validTo last day of its term
     */
    record Snapshot(String number, String identifier, int version, CertificateStatus status, LocalDate validTo) {}

    /** Returns how the certificates stand whose numbers come after one, in the database's order, so many at most. */
    List<Snapshot> snapshotsAfter(String number, int most);

    /** Returns how some certificates stand, by their numbers; what isn't there is left out. */
    List<Snapshot> snapshotsOf(Collection<String> numbers);

    /**
     * Returns the versions that bear an identifier; an older one has a lower version than {@link #withNumber}. The
     * standard takes only the number's last ten characters, so that it can't be ruled out that two certificates share
     * one.
     */
    List<Certificate> withIdentifier(CertificateIdentifier identifier);

    /** Returns the version that a case issued. */
    Optional<Certificate> issuedFor(String caseNumber);

    /**
     * Puts a certificate into the registry, with its first known version.
     *
     * @return false if its number was there already; then nothing changes
     */
    boolean add(Certificate certificate);

    /**
     * Renews a certificate, exactly once for each case: asked again, it answers with what it issued the first time.
     *
     * @return the new version
     * @throws Unchangeable if there is no such certificate, or it isn't valid any more
     */
    Certificate renew(Renewal renewal);

    /**
     * Corrects the holder's name and gender on a certificate: a new version with the same number and term takes the
     * place of the one before (变更).
     *
     * @param on day of the correction
     * @param reason why, for the record
     * @return the new version
     * @throws Unchangeable if there is no such certificate, or it isn't valid
     */
    Certificate correct(CertificateNumber number, PersonName name, Gender gender, LocalDate on, String reason);

    /**
     * Changes a certificate's state.
     *
     * @param on day of the change
     * @param reason why, for the record
     * @throws Unchangeable if there is no such certificate
     */
    Certificate changeStatus(CertificateNumber number, CertificateStatus status, LocalDate on, String reason);

    /**
     * Notes that a certificate's term is over; safe to ask on several nodes at once.
     *
     * @param on the day of the note
     * @return false if it isn't in the state 有效 any more; then nothing changes
     */
    boolean lapse(CertificateNumber number, LocalDate on);

    /** Returns the numbers of the certificates in the state 有效 whose term ends in a span of days, by their end. */
    List<CertificateNumber> endingBetween(LocalDate first, LocalDate last);

    /** Returns everything that was done to a certificate, the oldest first. */
    List<Operation> operationsOn(CertificateNumber number);

    /** Returns what the registry knows about a person. */
    RegistryFacts factsAbout(IdNumber holder);

    /** Records something about a person; recording the same again changes nothing. */
    void record(IdNumber holder, RegistryFacts.Entry entry);

    /** Returns the photo on the certificate's face. */
    Optional<Photo> photoOf(CertificateNumber number);

    /** Replaces the photo of a version that was already issued, such as one that comes from another register. */
    void keepPhoto(CertificateNumber number, Photo photo);

    /** Replaces the photo by the one on a new version's face; whoever checks sees it masked until it is shared. */
    void keepPhoto(CertificateNumber number, Photo photo, int version);

    /** Returns how the photo may be shown; empty if there is none. */
    Optional<PhotoTerms> photoTerms(CertificateNumber number);

    /**
     * Lets whoever checks the certificate see the photo whole, or no more.
     *
     * @return false if there is no photo
     */
    boolean sharePhoto(CertificateNumber number, boolean shared);

    /**
     * Says how a photo may be shown.
     *
     * @param shared whether whoever checks may see it whole
     * @param since the first version whose face bears it
     */
    record PhotoTerms(boolean shared, int since) {}

    /** Says that a certificate can't be changed as asked. */
    final class Unchangeable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unchangeable(String message) {
            super(message);
        }
    }
}
