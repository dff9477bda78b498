package org.certrenewal.documents.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * Checks sealed PDF files. Stricter than a PDF reader: the one signature must cover the whole file, the CMS must be DER
 * without anything that isn't signed, and the room behind it must be empty, so that no byte can change unnoticed.
 */
public final class PdfSealVerifier {

    private final Trust trust;

    /** Makes a verifier that trusts the given roots. */
    public PdfSealVerifier(Set<X509Certificate> roots) {
        this.trust = new Trust(roots);
    }

    /** Checks a file; never throws for what is in it. */
    public SealReport verify(byte[] pdf) {
        // Streams that are decoded while reading stay in memory and below a limit.
        StreamCacheCreateFunction memory = org.apache.pdfbox.io.IOUtils.createMemoryOnlyStreamCache();
        try (PDDocument document = Loader.loadPDF(new RandomAccessReadBuffer(pdf), memory)) {
            List<PDSignature> signatures = document.getSignatureDictionaries();
            if (signatures.isEmpty()) {
                return SealReport.of(SealReport.Finding.UNSEALED, "文件中没有电子签章");
            }
            if (signatures.size() > 1) {
                return SealReport.of(SealReport.Finding.CHANGED, "文件在签章之后被再次签名");
            }
            String subject = document.getDocumentInformation().getSubject();
            return verify(pdf, signatures.get(0), subject == null ? "" : subject);
        } catch (IOException | CMSException | GeneralSecurityException | OperatorCreationException e) {
            return SealReport.of(SealReport.Finding.CHANGED, "电子签章已损坏");
        } catch (RuntimeException e) {
            // Hostile input makes parsers fail in many ways; each means the same to the person who asked.
            return SealReport.of(SealReport.Finding.UNREADABLE, "文件无法读取");
        }
    }

    private SealReport verify(byte[] pdf, PDSignature signature, String reference)
            throws IOException, CMSException, GeneralSecurityException, OperatorCreationException {
        int[] range = signature.getByteRange();
        if (!coversAll(pdf, range)) {
            return SealReport.of(SealReport.Finding.CHANGED, "文件在签章之后被修改");
        }
        byte[] gap = Arrays.copyOfRange(pdf, range[1], range[2]);
        byte[] contents = signature.getContents();
        if (!isPlainHex(gap, contents)) {
            return SealReport.of(SealReport.Finding.CHANGED, "电子签章已损坏");
        }
        byte[] der;
        try (ASN1InputStream in = new ASN1InputStream(contents)) {
            ASN1Primitive structure = in.readObject();
            der = structure.getEncoded(ASN1Encoding.DER);
        }
        if (!Arrays.equals(der, Arrays.copyOf(contents, der.length)) || !isEmpty(contents, der.length)) {
            return SealReport.of(SealReport.Finding.CHANGED, "电子签章已损坏");
        }
        byte[] content = new byte[range[1] + range[3]];
        System.arraycopy(pdf, 0, content, 0, range[1]);
        System.arraycopy(pdf, range[2], content, range[1], range[3]);
        CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(content), der);
        return verify(cms, signature, reference);
    }

    private SealReport verify(CMSSignedData cms, PDSignature signature, String reference)
            throws CMSException, GeneralSecurityException, OperatorCreationException {
        Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
        if (signers.size() != 1 || hasUnsignedParts(cms, signers.iterator().next())) {
            return SealReport.of(SealReport.Finding.CHANGED, "电子签章已损坏");
        }
        SignerInformation signer = signers.iterator().next();
        List<X509Certificate> others = new ArrayList<>();
        X509Certificate own = null;
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter().setProvider(SealKeys.BOUNCY_CASTLE);
        for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
            X509Certificate certificate = converter.getCertificate(holder);
            if (own == null && signer.getSID().match(holder)) {
                own = certificate;
            } else {
                others.add(certificate);
            }
        }
        if (own == null || !namesCertificate(signer, own)) {
            return SealReport.of(SealReport.Finding.CHANGED, "电子签章与签名证书不符");
        }
        boolean good = signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                .setProvider(SealKeys.BOUNCY_CASTLE)
                .build(own.getPublicKey()));
        if (!good) {
            return SealReport.of(SealReport.Finding.CHANGED, "文件在签章之后被修改");
        }
        Calendar date = signature.getSignDate();
        Instant moment = date == null ? Instant.EPOCH : date.toInstant();
        String name = own.getSubjectX500Principal().getName();
        return trust.accepts(own, others, moment)
                ? new SealReport(SealReport.Finding.GENUINE, reference, name, moment, "电子签章有效，文件未被修改")
                : new SealReport(SealReport.Finding.UNKNOWN_SIGNER, reference, name, moment, "文件未被修改，但签章证书不受本系统信任");
    }

    private static boolean coversAll(byte[] pdf, int[] range) {
        return range != null
                && range.length == 4
                && range[0] == 0
                && range[1] > 0
                && range[2] > range[1]
                && range[3] > 0
                && (long) range[2] + range[3] == pdf.length;
    }

    /** The room between the signed parts must be {@code <}, the contents in hexadecimal, {@code >} and nothing else. */
    private static boolean isPlainHex(byte[] gap, byte[] contents) {
        String expected = "<" + HexFormat.of().withUpperCase().formatHex(contents) + ">";
        return Arrays.equals(gap, expected.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isEmpty(byte[] contents, int from) {
        for (int i = from; i < contents.length; i++) {
            if (contents[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasUnsignedParts(CMSSignedData cms, SignerInformation signer) {
        return signer.getUnsignedAttributes() != null
                || signer.getSignedAttributes() == null
                || !cms.isDetachedSignature()
                || !cms.getCRLs().getMatches(null).isEmpty()
                || !cms.getAttributeCertificates().getMatches(null).isEmpty()
                || cms.getVersion() != 1
                || cms.getDigestAlgorithmIDs().size() != 1
                || !cms.getDigestAlgorithmIDs().iterator().next().equals(signer.getDigestAlgorithmID());
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
