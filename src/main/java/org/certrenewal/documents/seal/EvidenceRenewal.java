package org.certrenewal.documents.seal;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.Attribute;
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
    private final AtomicInteger broken = new AtomicInteger();

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
     * What came of a run.
     *
     * @param renewed how many papers got a timestamp
     * @param broken ids of papers whose file or evidence can't be read, with the reason; nothing was done about them
     */
    public record Outcome(int renewed, Map<String, String> broken) {

        /** Copies the map. */
        public Outcome {
            broken = Map.copyOf(broken);
        }
    }

    /** Returns how many papers couldn't be read in the last run of this node. */
    public int broken() {
        return broken.get();
    }

    /**
     * Renews what is due. A paper that can't be read holds up no other; it is tried again in each run.
     *
     * @throws org.certrenewal.documents.SealsUnavailable if the authority doesn't answer; the rest is done next time
     */
    public Outcome run() {
        if (authority.isEmpty()) {
            return new Outcome(0, Map.of());
        }
        Map<String, String> unreadable = new HashMap<>();
        try {
            lookAtNewOnes(unreadable);
            return new Outcome(renewEnding(authority.get(), unreadable), unreadable);
        } finally {
            broken.set(unreadable.size());
        }
    }

    private void lookAtNewOnes(Map<String, String> unreadable) {
        for (List<String> ids = next(unreadable, store::unknown);
                !ids.isEmpty();
                ids = next(unreadable, store::unknown)) {
            for (String id : ids) {
                each(id, unreadable, () -> {
                    store.proved(id, store.file(id).map(EvidenceRenewal::own).orElse(none()));
                    return true;
                });
            }
        }
    }

    private int renewEnding(Timestamps timestamps, Map<String, String> unreadable) {
        Instant limit = clock.instant().plus(ahead);
        LocalDate day = LocalDate.ofInstant(limit, clock.getZone());
        List<String> weak = digestEnds.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(day))
                .map(Map.Entry::getKey)
                .filter(digest -> !digest.equals(timestamps.digest()))
                .toList();
        IntFunction<List<String>> ending = most -> store.ending(limit, weak, most);
        int renewed = 0;
        for (List<String> ids = next(unreadable, ending); !ids.isEmpty(); ids = next(unreadable, ending)) {
            for (String id : ids) {
                Optional<Boolean> gained = each(id, unreadable, () -> renew(id, timestamps));
                if (gained.isPresent() && !gained.get()) {
                    return renewed; // The authority's own certificate ends so soon that nothing is gained.
                }
                renewed += gained.isPresent() ? 1 : 0;
            }
        }
        return renewed;
    }

    /** The next that aren't known to be unreadable: those come first in each answer, as nothing changes about them. */
    private static List<String> next(Map<String, String> unreadable, IntFunction<List<String>> from) {
        return from.apply(AT_ONCE + unreadable.size()).stream()
                .filter(id -> !unreadable.containsKey(id))
                .toList();
    }

    /** Does something about a paper; empty if it can't be read, or was erased. */
    private static Optional<Boolean> each(String id, Map<String, String> unreadable, Supplier<Boolean> work) {
        try {
            return Optional.ofNullable(work.get());
        } catch (ArchiveStore.Unreadable | IllegalArgumentException cannotBeRead) {
            unreadable.put(id, cannotBeRead.toString());
            return Optional.empty();
        }
    }

    /**
     * Puts a further timestamp beside a paper.
     *
     * @return null if it was erased, false if the timestamp would prove no more than the last one
     */
    private Boolean renew(String id, Timestamps timestamps) {
        Optional<byte[]> file = store.file(id);
        if (file.isEmpty()) {
            store.proved(id, none());
            return null;
        }
        List<byte[]> before = store.of(id);
        ArchiveTimestamps.Proof last =
                before.isEmpty() ? own(file.get()) : ArchiveTimestamps.proof(before.get(before.size() - 1));
        byte[] token = ArchiveTimestamps.next(file.get(), before, timestamps, trust.trust());
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

    /**
     * Says for how long the timestamp inside a file proves something.
     *
     * @throws IllegalArgumentException if it is no file of ours
     */
    static ArchiveTimestamps.Proof own(byte[] file) {
        try {
            return token(file).map(ArchiveTimestamps::proof).orElse(none());
        } catch (GeneralSecurityException
                | CMSException
                | java.io.IOException
                | OfdPackage.BadPackageException
                | RuntimeException notOurs) {
            throw new IllegalArgumentException("No sealed paper", notOurs);
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
        Attribute timestamp = signer.getUnsignedAttributes() == null
                ? null
                : signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        return timestamp == null
                ? Optional.empty()
                : Optional.of(timestamp
                        .getAttrValues()
                        .getObjectAt(0)
                        .toASN1Primitive()
                        .getEncoded(ASN1Encoding.DER));
    }
}
