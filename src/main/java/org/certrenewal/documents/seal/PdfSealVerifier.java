package org.certrenewal.documents.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.certrenewal.documents.seal.TrustList.Purpose;

/**
 * Checks sealed PDF files. Stricter than a PDF reader: the one signature must cover the whole file but for a security
 * store in its one form ({@link SecurityStore}) whose every part an authority has signed, the CMS must stand in the one
 * form that can be built from what its signature and its timestamp vouch for ({@link StrictCms}), and the room behind
 * it must be empty. So no bit can change unnoticed; only whoever has the key can sign the same file anew.
 *
 * <p>The signature is found by its form in the bytes, and no PDF parser sees the file before a trusted key has vouched
 * for it: hostile files find nothing to attack.
 */
public final class PdfSealVerifier {

    private static final Pattern RANGE =
            Pattern.compile("/ByteRange\\s*\\[\\s*0 (\\d{1,8}) (\\d{1,8}) (\\d{1,8})\\s*]");
    /** Hexadecimal digits and their brackets; ours have a quarter of it. */
    private static final int MAX_CONTENTS = 128 * 1024;

    private final Trust trust;
    private final List<byte[]> archived;

    /** Makes a verifier that takes what the list names. */
    public PdfSealVerifier(TrustList trust) {
        this(trust, List.of());
    }

    /** Makes a verifier that takes what the list names, for a file whose archive timestamps are these. */
    public PdfSealVerifier(TrustList trust, List<byte[]> archived) {
        this.trust = new Trust(trust);
        this.archived = List.copyOf(archived);
    }

    /** Checks a file; never throws for what is in it. */
    public SealReport verify(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("%PDF-")) {
            return SealReport.of(SealReport.Finding.UNREADABLE, "不是PDF文件");
        }
        int first = text.indexOf("/ByteRange");
        if (first < 0) {
            return SealReport.of(SealReport.Finding.UNSEALED, "文件中没有电子签章");
        }
        if (text.indexOf("/ByteRange", first + 1) >= 0) {
            return changed("文件在签章之后被再次签名");
        }
        Matcher range = RANGE.matcher(text).region(first, Math.min(text.length(), first + 80));
        if (!range.lookingAt()) {
            return changed("电子签章已损坏");
        }
        try {
            return verify(
                    pdf,
                    Integer.parseInt(range.group(1)),
                    Integer.parseInt(range.group(2)),
                    Integer.parseInt(range.group(3)));
        } catch (IOException
                | CMSException
                | GeneralSecurityException
                | OperatorCreationException
                | RuntimeException
                | StackOverflowError e) {
            // Hostile input makes parsers fail in many ways; each means the same to the person who asked.
            return changed("电子签章已损坏");
        }
    }

    private SealReport verify(byte[] pdf, int gapStart, int gapEnd, int rest)
            throws IOException, CMSException, GeneralSecurityException, OperatorCreationException {
        if (gapStart == 0 || gapEnd <= gapStart || gapEnd > pdf.length || gapEnd + rest > pdf.length) {
            return changed("文件在签章之后被修改");
        }
        if (gapEnd - gapStart > MAX_CONTENTS) {
            return changed("电子签章已损坏");
        }
        byte[] der = contents(Arrays.copyOfRange(pdf, gapStart, gapEnd));
        byte[] content = new byte[gapStart + rest];
        System.arraycopy(pdf, 0, content, 0, gapStart);
        System.arraycopy(pdf, gapEnd, content, gapStart, rest);
        CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(content), der);
        int length = gapEnd + rest;
        return verify(
                Arrays.copyOf(pdf, length),
                StrictCms.of(cms, der, Optional.of(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)),
                length == pdf.length ? Optional.empty() : Optional.of(pdf));
    }

    /** Finds the CMS of a file of ours; nothing of it is checked. */
    static Optional<byte[]> cms(byte[] pdf) throws IOException {
        Matcher range = RANGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1));
        return range.find()
                ? Optional.of(contents(
                        Arrays.copyOfRange(pdf, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))))
                : Optional.empty();
    }

    /** Reads {@code <}, the CMS in DER as hexadecimal, zeros, {@code >}, and refuses anything else. */
    private static byte[] contents(byte[] gap) throws IOException {
        String hex = new String(gap, 1, gap.length - 2, StandardCharsets.US_ASCII);
        byte[] contents = HexFormat.of().parseHex(hex);
        byte[] der;
        try (ASN1InputStream in = new ASN1InputStream(contents)) {
            der = in.readObject().getEncoded(ASN1Encoding.DER);
        }
        byte[] expected = Arrays.copyOf(der, contents.length);
        String form = "<" + HexFormat.of().withUpperCase().formatHex(expected) + ">";
        if (der.length > contents.length || !Arrays.equals(gap, form.getBytes(StandardCharsets.US_ASCII))) {
            throw new IOException("The signature isn't in its one form");
        }
        return der;
    }

    /**
     * Checks seal and timestamp, and what was appended.
     *
     * @param sealed what the seal covers
     * @param whole the file, if something stands behind that
     */
    private SealReport verify(byte[] sealed, StrictCms cms, Optional<byte[]> whole)
            throws IOException, CMSException, GeneralSecurityException, OperatorCreationException {
        SignerInformation signer = cms.signer();
        X509Certificate own = cms.own();
        List<X509Certificate> others = cms.others();
        if (!isOfTheProfile(signer, own)) {
            return changed("电子签章已损坏");
        }
        if (!namesCertificate(signer, own)) {
            return changed("电子签章与签名证书不符");
        }
        boolean good = signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(BouncyCastle.PROVIDER)
                .build(own.getPublicKey()));
        if (!good) {
            return changed("文件在签章之后被修改");
        }
        String name = own.getSubjectX500Principal().getName();
        if (!trust.knows(Purpose.PDF, own)) {
            return new SealReport(
                    SealReport.Finding.UNKNOWN_SIGNER, "", name, Instant.EPOCH, "文件未被修改，但签章证书不在发证机关的印章名册中");
        }
        Optional<Timestamp> timestamp = timestamp(signer);
        if (whole.isPresent()) {
            try {
                Statements.check(SecurityStore.read(whole.get(), sealed.length), known(own, others, timestamp), own);
            } catch (IOException | GeneralSecurityException notOurs) {
                return changed("文件在签章之后被修改");
            }
        }
        return read(sealed, own, others, timestamp, whole.orElse(sealed));
    }

    private List<X509Certificate> known(
            X509Certificate own, List<X509Certificate> others, Optional<Timestamp> timestamp) {
        TrustList list = trust.list();
        Stream<X509Certificate> named = Stream.of(
                        list.anchors().stream(),
                        list.intermediates().stream(),
                        list.certificates(Purpose.TIMESTAMP).stream())
                .flatMap(all -> all);
        Stream<X509Certificate> timestamping =
                timestamp.stream().flatMap(one -> Stream.concat(Stream.of(one.signer()), one.others().stream()));
        return Stream.of(Stream.of(own), others.stream(), timestamping, named)
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    private Optional<Timestamp> timestamp(SignerInformation signer) throws GeneralSecurityException, IOException {
        if (signer.getUnsignedAttributes() == null) {
            return Optional.empty();
        }
        ASN1Encodable token = signer.getUnsignedAttributes()
                .get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
                .getAttrValues()
                .getObjectAt(0);
        if (signer.getUnsignedAttributes()
                        .get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)
                        .getAttrValues()
                        .size()
                != 1) {
            throw new IOException("Not one timestamp");
        }
        return Optional.of(Timestamp.check(
                token.toASN1Primitive().getEncoded(ASN1Encoding.DER), signer.getSignature(), trust.list()));
    }

    /** Reads what the file says about itself, once a trusted key has vouched for it. */
    private SealReport read(
            byte[] pdf, X509Certificate own, List<X509Certificate> others, Optional<Timestamp> timestamp, byte[] whole)
            throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<PDSignature> signatures = document.getSignatureDictionaries();
            String subject = document.getDocumentInformation().getSubject();
            if (signatures.size() != 1 || signatures.get(0).getSignDate() == null) {
                return changed("电子签章已损坏");
            }
            Moment moment =
                    Moment.of(signatures.get(0).getSignDate().toInstant(), timestamp, trust, own, whole, archived);
            String authority = Objects.requireNonNullElse(signatures.get(0).getName(), "");
            return moment.report(
                    trust.entry(Purpose.PDF, authority, own, others, moment.at())
                            .isPresent(),
                    subject == null ? "" : subject,
                    own);
        }
    }

    private static SealReport changed(String detail) {
        return SealReport.of(SealReport.Finding.CHANGED, detail);
    }

    /** Says whether the algorithms are those with which {@link PdfSeal} signs for such a key, spelled as it does. */
    private static boolean isOfTheProfile(SignerInformation signer, X509Certificate own) {
        String algorithm = PdfSeal.algorithm(own.getPublicKey().getAlgorithm());
        return signer.getDigestAlgOID().equals(NISTObjectIdentifiers.id_sha256.getId())
                && signer.toASN1Structure()
                        .getDigestEncryptionAlgorithm()
                        .equals(new DefaultSignatureAlgorithmIdentifierFinder().find(algorithm));
    }

    private static boolean namesCertificate(SignerInformation signer, X509Certificate own)
            throws GeneralSecurityException {
        AttributeTable attributes = signer.getSignedAttributes();
        if (attributes.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2) == null) {
            return false;
        }
        ASN1Encodable value = attributes
                .get(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                .getAttrValues()
                .getObjectAt(0);
        ESSCertIDv2[] named = SigningCertificateV2.getInstance(value).getCerts();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
        return named.length > 0 && Arrays.equals(named[0].getCertHash(), hash);
    }
}
