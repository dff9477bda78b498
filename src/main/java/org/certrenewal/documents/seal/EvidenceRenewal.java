package org.certrenewal.documents.seal;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.certrenewal.documents.OfdPackage;

/**
 * Renews what proves papers: before the certificate of a paper's newest timestamp ends, or its digest is no longer good
 * enough, another timestamp is put beside it. Holds no database connection while it waits for the authority.
 */
public final class EvidenceRenewal {

    /** For what has no timestamp, and so nothing to keep. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final int AT_ONCE = 100;

    private final ArchiveStore store;
    private final Optional<Timestamps> authority;
    private final TrustSource trust;
    private final Duration ahead;
    private final Map<String, LocalDate> digestEnds;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param authority empty does nothing
     * @param ahead how long before an end
     * @param digestEnds from which day a digest doesn't count as good any more
     */
    public EvidenceRenewal(
            ArchiveStore store,
            Optional<Timestamps> authority,
            TrustSource trust,
            Duration ahead,
            Map<String, LocalDate> digestEnds,
            Clock clock) {
        this.store = store;
        this.authority = authority;
        this.trust = trust;
        this.ahead = ahead;
        this.digestEnds = Map.copyOf(digestEnds);
        this.clock = clock;
    }

    /**
     * Renews what is due.
     *
     * @return how many papers got a timestamp
     * @throws org.certrenewal.documents.SealsUnavailable if the authority doesn't answer; the rest is done next time
     */
    public int run() {
        if (authority.isEmpty()) {
            return 0;
        }
        List<String> unknown = store.unknown(AT_ONCE);
        while (!unknown.isEmpty()) {
            unknown.forEach(id ->
                    store.proved(id, store.file(id).map(EvidenceRenewal::own).orElse(none())));
            unknown = store.unknown(AT_ONCE);
        }
        Instant limit = clock.instant().plus(ahead);
        LocalDate day = LocalDate.ofInstant(limit, clock.getZone());
        List<String> weak = digestEnds.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(day))
                .map(Map.Entry::getKey)
                .filter(digest -> !digest.equals(authority.get().digest()))
                .toList();
        int renewed = 0;
        List<String> ending = store.ending(limit, weak, AT_ONCE);
        while (!ending.isEmpty()) {
            for (String id : ending) {
                Optional<byte[]> file = store.file(id);
                if (file.isEmpty()) {
                    store.proved(id, none());
                } else if (renew(id, file.get())) {
                    renewed++;
                } else {
                    return renewed; // The authority's own certificate ends so soon that nothing is gained.
                }
            }
            ending = store.ending(limit, weak, AT_ONCE);
        }
        return renewed;
    }

    /** Puts a further timestamp beside a paper, if it proves more than the last one. */
    private boolean renew(String id, byte[] file) {
        List<byte[]> before = store.of(id);
        ArchiveTimestamps.Proof last =
                before.isEmpty() ? own(file) : ArchiveTimestamps.proof(before.get(before.size() - 1));
        byte[] token = ArchiveTimestamps.next(file, before, authority.get(), trust.trust());
        ArchiveTimestamps.Proof proof = ArchiveTimestamps.proof(token);
        if (!proof.until().isAfter(last.until()) && proof.digest().equals(last.digest())) {
            return false;
        }
        store.add(id, before.size() + 1, token, clock.instant(), proof);
        return true;
    }

    private static ArchiveTimestamps.Proof none() {
        return new ArchiveTimestamps.Proof(NEVER, "");
    }

    /** Says for how long the timestamp inside a file proves something. */
    static ArchiveTimestamps.Proof own(byte[] file) {
        try {
            return token(file).map(ArchiveTimestamps::proof).orElse(none());
        } catch (GeneralSecurityException
                | CMSException
                | java.io.IOException
                | OfdPackage.BadPackageException
                | IllegalArgumentException notOurs) {
            return none();
        }
    }

    private static Optional<byte[]> token(byte[] file)
            throws GeneralSecurityException, CMSException, java.io.IOException, OfdPackage.BadPackageException {
        if (file.length > 0 && file[0] == 'P') {
            byte[] stamp = OfdPackage.read(file).get(OfdSeal.VALUE);
            return stamp == null
                    ? Optional.empty()
                    : ElectronicSeal.check(stamp).timestamp();
        }
        Optional<byte[]> cms = PdfSealVerifier.cms(file);
        if (cms.isEmpty()) {
            return Optional.empty();
        }
        SignerInformation signer =
                new CMSSignedData(cms.get()).getSignerInfos().iterator().next();
        if (signer.getUnsignedAttributes() == null) {
            return Optional.empty();
        }
        return Optional.of(signer.getUnsignedAttributes()
                .get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
                .getAttrValues()
                .getObjectAt(0)
                .toASN1Primitive()
                .getEncoded(ASN1Encoding.DER));
    }
}
