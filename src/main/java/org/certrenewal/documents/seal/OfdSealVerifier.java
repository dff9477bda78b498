package org.certrenewal.documents.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.seal.TrustList.Purpose;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Checks sealed OFD files of this product: the container byte for byte, every file against its SM3 digest, the stamp
 * and the seal against their SM2 signatures, and that nothing lies in the package that isn't sealed.
 */
public final class OfdSealVerifier {

    /** The largest file of the package that is parsed; ours have a third of it at most. */
    private static final int MAX_PARSED = 256 * 1024;

    private final Trust trust;
    private final List<byte[]> archived;

    /** Makes a verifier that takes what the list names. */
    public OfdSealVerifier(TrustList trust) {
        this(trust, List.of());
    }

    /** Makes a verifier that takes what the list names, for a file whose archive timestamps are these. */
    public OfdSealVerifier(TrustList trust, List<byte[]> archived) {
        this.trust = new Trust(trust);
        this.archived = List.copyOf(archived);
    }

    /**
     * Checks a file that another program has saved anew.
     *
     * @param original the same, in our container again; see {@link OfdOriginal}
     */
    SealReport verifyRewritten(byte[] original) {
        SealReport report = verify(original);
        if (report.isGenuine()) {
            return report.rewritten();
        }
        // Other services' files come in such containers too, with seals that are good by other rules.
        return report.finding() == SealReport.Finding.CHANGED && !isKnown(original)
                ? SealReport.of(SealReport.Finding.UNKNOWN_SIGNER, "文件中的电子印章不是本系统的，或者已损坏")
                : report;
    }

    /** Says whether the stamp is, or calls itself, one of a key that the list names. */
    private boolean isKnown(byte[] ofd) {
        try {
            ElectronicSeal.Stamp stamp =
                    ElectronicSeal.check(OfdPackage.read(ofd).get(OfdSeal.VALUE));
            return trust.knows(Purpose.OFD, stamp.signer());
        } catch (GeneralSecurityException | OfdPackage.BadPackageException | RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    /** Checks a file; never throws for what is in it. */
    public SealReport verify(byte[] ofd) {
        Map<String, byte[]> entries;
        try {
            entries = OfdPackage.read(ofd);
        } catch (OfdPackage.BadPackageException e) {
            return SealReport.of(SealReport.Finding.UNREADABLE, "文件已损坏，或不是本系统签发的OFD文件");
        }
        if (!entries.containsKey(OfdSeal.VALUE) || !entries.containsKey(OfdSeal.SIGNATURE)) {
            return SealReport.of(SealReport.Finding.UNSEALED, "文件中没有电子印章");
        }
        for (String small : new String[] {"OFD.xml", OfdSeal.SIGNATURE, OfdSeal.VALUE}) {
            if (entries.containsKey(small) && entries.get(small).length > MAX_PARSED) {
                return SealReport.of(SealReport.Finding.UNREADABLE, "文件过于复杂，无法核验");
            }
        }
        try {
            return verify(ofd, entries);
        } catch (GeneralSecurityException | SAXException | IOException | RuntimeException | StackOverflowError e) {
            // Hostile input makes parsers fail in many ways; each means the same to the person who asked.
            return SealReport.of(SealReport.Finding.CHANGED, "电子印章已损坏");
        }
    }

    private SealReport verify(byte[] file, Map<String, byte[]> entries)
            throws GeneralSecurityException, SAXException, IOException {
        ElectronicSeal.Stamp stamp = ElectronicSeal.check(entries.get(OfdSeal.VALUE));
        byte[] signature = entries.get(OfdSeal.SIGNATURE);
        boolean good = Arrays.equals(stamp.dataHash(), ElectronicSeal.sm3(signature))
                && stamp.property().equals("/" + OfdSeal.SIGNATURE)
                && Arrays.equals(stamp.seal(), entries.get(OfdSeal.SEAL))
                && matches(entries, OfdSeal.parse(signature));
        if (!good) {
            return SealReport.of(SealReport.Finding.CHANGED, "文件在盖章之后被修改");
        }
        Optional<Timestamp> timestamp = stamp.timestamp().isPresent()
                ? Optional.of(Timestamp.check(stamp.timestamp().get(), stamp.signature(), trust.list()))
                : Optional.empty();
        Moment moment = Moment.of(stamp.moment(), timestamp, trust, stamp.signer(), file, archived);
        return moment.report(
                isTrusted(stamp, moment.at()), reference(OfdSeal.parse(entries.get("OFD.xml"))), stamp.signer());
    }

    /** Asks for the signer at the moment of sealing, and for the seal's maker at the moment when it was made. */
    private boolean isTrusted(ElectronicSeal.Stamp stamp, Instant moment) {
        ElectronicSeal.Issued seal = ElectronicSeal.read(stamp.seal());
        return trust.entry(Purpose.OFD, seal.name(), stamp.signer(), List.of(), moment)
                .filter(entry -> entry.electronicSeal().isEmpty()
                        ? stamp.maker().equals(stamp.signer())
                        : entry.electronicSeal().equals(seal.sha256())
                                && trust.leads(stamp.maker(), List.of(), seal.made()))
                .isPresent();
    }

    /** Says whether every file of the package is named once, with its digest. */
    private static boolean matches(Map<String, byte[]> entries, Document signature) throws GeneralSecurityException {
        Element references = (Element) signature
                .getElementsByTagNameNS(OfdSeal.NAMESPACE, "References")
                .item(0);
        if (!references.getAttribute("CheckMethod").equals(OfdSeal.SM3)) {
            return false;
        }
        Set<String> open = new HashSet<>(entries.keySet());
        open.remove(OfdSeal.SIGNATURE);
        open.remove(OfdSeal.VALUE);
        NodeList list = references.getElementsByTagNameNS(OfdSeal.NAMESPACE, "Reference");
        for (int i = 0; i < list.getLength(); i++) {
            Element reference = (Element) list.item(i);
            String path = reference.getAttribute("FileRef").substring(1);
            byte[] digest =
                    Base64.getDecoder().decode(reference.getTextContent().strip());
            if (!open.remove(path) || !Arrays.equals(digest, ElectronicSeal.sm3(entries.get(path)))) {
                return false;
            }
        }
        return open.isEmpty();
    }

    private static String reference(Document root) {
        NodeList details = root.getElementsByTagNameNS(OfdSeal.NAMESPACE, "CustomData");
        for (int i = 0; i < details.getLength(); i++) {
            Element detail = (Element) details.item(i);
            if (detail.getAttribute("Name").equals("证照标识")) {
                return detail.getTextContent();
            }
        }
        return "";
    }
}
