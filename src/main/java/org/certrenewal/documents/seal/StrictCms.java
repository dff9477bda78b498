package org.certrenewal.documents.seal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;

/**
 * A CMS with one signer, in one form only. Much of a CMS is covered by no signature: versions, tags, the outer type,
 * how the signer is named. So it is built anew from what the signature vouches for and compared byte by byte; nothing
 * else is taken.
 *
 * @param cms as parsed
 * @param signer the one
 * @param own the signer's certificate
 * @param others the further certificates
 */
record StrictCms(CMSSignedData cms, SignerInformation signer, X509Certificate own, List<X509Certificate> others) {

    /**
     * Reads one.
     *
     * @param unsigned the one unsigned attribute that it may have; its value isn't looked at here
     * @throws IOException if it is of any other form
     */
    static StrictCms of(CMSSignedData cms, byte[] der, Optional<ASN1ObjectIdentifier> unsigned)
            throws IOException, CMSException, GeneralSecurityException {
        if (cms.getSignerInfos().size() != 1) {
            throw new IOException("Not one signer");
        }
        SignerInformation signer = cms.getSignerInfos().iterator().next();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter().setProvider(BouncyCastle.PROVIDER);
        X509Certificate own = null;
        List<X509Certificate> others = new ArrayList<>();
        for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
            X509Certificate certificate = converter.getCertificate(holder);
            if (own == null && signer.getSID().match(holder)) {
                own = certificate;
            } else {
                others.add(certificate);
            }
        }
        if (own == null) {
            throw new IOException("The signer's certificate isn't there");
        }
        byte[] form = form(SignedData.getInstance(cms.toASN1Structure().getContent()), own, others, unsigned);
        if (!Arrays.equals(form, der)) {
            throw new IOException("Not in its one form");
        }
        return new StrictCms(cms, signer, own, List.copyOf(others));
    }

    private static byte[] form(
            SignedData data, X509Certificate own, List<X509Certificate> others, Optional<ASN1ObjectIdentifier> unsigned)
            throws IOException, GeneralSecurityException {
        SignerInfo info = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        AlgorithmIdentifier digest = digest(info.getDigestAlgorithm());
        ContentInfo content = data.getEncapContentInfo();
        boolean detached = content.getContentType().equals(CMSObjectIdentifiers.data);
        ASN1EncodableVector inner = new ASN1EncodableVector();
        inner.add(content.getContentType());
        if (!detached) {
            inner.add(new DERTaggedObject(
                    true,
                    0,
                    new DEROctetString(
                            ASN1OctetString.getInstance(content.getContent()).getOctets())));
        }
        ASN1EncodableVector signer = new ASN1EncodableVector();
        signer.add(new ASN1Integer(1));
        signer.add(new IssuerAndSerialNumber(new X509CertificateHolder(own.getEncoded()).toASN1Structure()));
        signer.add(digest);
        signer.add(new DERTaggedObject(false, 0, new DERSet(elements(info.getAuthenticatedAttributes()))));
        signer.add(info.getDigestEncryptionAlgorithm());
        signer.add(info.getEncryptedDigest());
        if (info.getUnauthenticatedAttributes() != null) {
            ASN1EncodableVector attributes = elements(info.getUnauthenticatedAttributes());
            if (attributes.size() != 1
                    || unsigned.isEmpty()
                    || !unsigned.get()
                            .equals(org.bouncycastle.asn1.cms.Attribute.getInstance(attributes.get(0))
                                    .getAttrType())) {
                throw new IOException("Something that isn't signed");
            }
            signer.add(new DERTaggedObject(false, 1, new DERSet(attributes)));
        }
        ASN1EncodableVector certificates = new ASN1EncodableVector();
        certificates.add(ASN1Primitive.fromByteArray(own.getEncoded()));
        for (X509Certificate other : others) {
            certificates.add(ASN1Primitive.fromByteArray(other.getEncoded()));
        }
        ASN1EncodableVector whole = new ASN1EncodableVector();
        whole.add(new ASN1Integer(detached ? 1 : 3));
        whole.add(new DERSet(digest));
        whole.add(new DERSequence(inner));
        whole.add(new DERTaggedObject(false, 0, new DERSet(certificates)));
        whole.add(new DERSet(new DERSequence(signer)));
        return new DERSequence(new ASN1Encodable[] {
                    CMSObjectIdentifiers.signedData, new DERTaggedObject(true, 0, new DERSequence(whole))
                })
                .getEncoded(ASN1Encoding.DER);
    }

    /** Both ways of writing that there are no parameters are in use, and no third. */
    private static AlgorithmIdentifier digest(AlgorithmIdentifier found) {
        return found.getParameters() == null
                ? new AlgorithmIdentifier(found.getAlgorithm())
                : new AlgorithmIdentifier(found.getAlgorithm(), DERNull.INSTANCE);
    }

    private static ASN1EncodableVector elements(org.bouncycastle.asn1.ASN1Set set) throws IOException {
        if (set == null) {
            throw new IOException("Nothing is signed");
        }
        ASN1EncodableVector elements = new ASN1EncodableVector();
        set.forEach(elements::add);
        return elements;
    }
}
