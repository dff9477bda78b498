package org.certrenewal.documents.seal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.certrenewal.documents.Content;

/**
 * The structures of GB/T 38540-2020, version 4: {@code SESeal} (the seal itself, made once by its maker) and
 * {@code SES_Signature} (the seal put on one document), with SM2 (GB/T 32918) and SM3 (GB/T 32905).
 */
final class ElectronicSeal {

    private static final int VERSION = 4;
    private static final ASN1ObjectIdentifier SM2_WITH_SM3 = GMObjectIdentifiers.sm2sign_with_sm3;
    /** Seal of an organisation. */
    private static final int TYPE_UNIT = 1;
    /** The list of signers holds whole certificates, not digests. */
    private static final int LIST_OF_CERTIFICATES = 1;

    private ElectronicSeal() {}

    /**
     * What a seal's picture is.
     *
     * @param format such as {@code png}
     * @param width in mm, as is {@code height}
     */
    record Picture(String format, byte[] bytes, int width, int height) {}

    /**
     * What a seal says about itself; nothing of it is checked yet.
     *
     * @param bytes the seal as it was issued
     * @param sha256 of the bytes, in hexadecimal
     * @param name whose seal it is
     * @param maker who made it
     * @param signers who may put it on documents
     * @param made when it was made
     * @param start its first moment, {@code end} its last
     */
    record Issued(
            byte[] bytes,
            String sha256,
            String name,
            Picture picture,
            X509Certificate maker,
            List<X509Certificate> signers,
            Instant made,
            Instant start,
            Instant end) {}

    /** What is read from a checked {@code SES_Signature}. */
    record Stamp(
            X509Certificate signer,
            X509Certificate maker,
            Instant moment,
            byte[] dataHash,
            String property,
            byte[] seal,
            byte[] signature,
            Optional<byte[]> timestamp) {}

    /** Makes a seal whose maker and only permitted signer is the given key. */
    static byte[] make(SealKeys.Key key, String name, Picture picture) throws GeneralSecurityException, IOException {
        X509Certificate certificate = key.certificate();
        return make(
                key,
                List.of(certificate),
                name,
                picture,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /**
     * Makes a seal, as seal makers do.
     *
     * @param signers who may put it on documents
     * @param start its first moment, at which it is made; {@code end} its last
     */
    static byte[] make(
            SealKeys.Key maker, List<X509Certificate> signers, String name, Picture picture, Instant start, Instant end)
            throws GeneralSecurityException, IOException {
        ASN1EncodableVector permitted = new ASN1EncodableVector();
        for (X509Certificate signer : signers) {
            permitted.add(new DEROctetString(signer.getEncoded()));
        }
        ASN1Encodable header =
                sequence(new DERIA5String("ES"), new ASN1Integer(VERSION), new DERIA5String("certificate-renewal"));
        ASN1Encodable property = sequence(
                new ASN1Integer(TYPE_UNIT),
                new DERUTF8String(name),
                new ASN1Integer(LIST_OF_CERTIFICATES),
                new DERSequence(permitted),
                time(start),
                time(start),
                time(end));
        ASN1Encodable image = sequence(
                new DERIA5String(picture.format()),
                new DEROctetString(picture.bytes()),
                new ASN1Integer(picture.width()),
                new ASN1Integer(picture.height()));
        String id = "CR"
                + new BigInteger(1, sm3(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .toString(16)
                        .substring(0, 16);
        ASN1Encodable information = sequence(header, new DERIA5String(id), property, image);
        return sequence(
                        information,
                        new DEROctetString(maker.certificate().getEncoded()),
                        SM2_WITH_SM3,
                        new DERBitString(sign(maker, encode(information))))
                .getEncoded(ASN1Encoding.DER);
    }

    /**
     * Puts a seal on data.
     *
     * @param property where the data stand, by the standard the path of the OFD file's {@code Signature.xml}
     */
    static byte[] stamp(SealKeys.Key key, byte[] seal, byte[] data, String property, Instant moment, Evidence evidence)
            throws GeneralSecurityException, IOException {
        ASN1Encodable toSign = sequence(
                new ASN1Integer(VERSION),
                ASN1Primitive.fromByteArray(seal),
                time(moment),
                new DERBitString(sm3(data)),
                new DERIA5String(property));
        byte[] signature = sign(key, encode(toSign));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(toSign);
        parts.add(new DEROctetString(key.certificate().getEncoded()));
        parts.add(SM2_WITH_SM3);
        parts.add(new DERBitString(signature));
        evidence.timestamp(signature, moment)
                .ifPresent(timestamp -> parts.add(new DERTaggedObject(true, 0, new DERBitString(timestamp.der()))));
        return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    }

    /**
     * Reads a stamp and checks everything that can be checked without the document: both signatures, the algorithm, the
     * permission of the signer, and that the seal was valid at that moment.
     *
     * @throws SignatureException if any of it is not so
     */
    static Stamp check(byte[] bytes) throws GeneralSecurityException {
        try {
            ASN1Sequence signature = ASN1Sequence.getInstance(bytes);
            require(Arrays.equals(signature.getEncoded(ASN1Encoding.DER), bytes), "not DER");
            require(signature.size() == 4 || signature.size() == 5, "unexpected parts");
            Optional<byte[]> timestamp = Optional.empty();
            if (signature.size() == 5) {
                ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(signature.getObjectAt(4));
                require(tagged.hasContextTag(0) && tagged.isExplicit(), "unexpected parts");
                ASN1BitString bits = ASN1BitString.getInstance(tagged, true);
                timestamp = Optional.of(bits.getOctets());
            }
            ASN1Sequence toSign = ASN1Sequence.getInstance(signature.getObjectAt(0));
            require(toSign.size() == 5, "unexpected parts");
            require(ASN1Integer.getInstance(toSign.getObjectAt(0)).hasValue(VERSION), "another version");
            X509Certificate signer = certificate(signature.getObjectAt(1));
            require(SM2_WITH_SM3.equals(signature.getObjectAt(2)), "another algorithm");
            require(verify(signer.getPublicKey(), toSign, signature.getObjectAt(3)), "the stamp's signature is wrong");
            Instant moment = ASN1GeneralizedTime.getInstance(toSign.getObjectAt(2))
                    .getDate()
                    .toInstant();
            X509Certificate maker = checkSeal(ASN1Sequence.getInstance(toSign.getObjectAt(1)), signer, moment);
            return new Stamp(
                    signer,
                    maker,
                    moment,
                    ASN1BitString.getInstance(toSign.getObjectAt(3)).getOctets(),
                    ASN1IA5String.getInstance(toSign.getObjectAt(4)).getString(),
                    encode(toSign.getObjectAt(1)),
                    ASN1BitString.getInstance(signature.getObjectAt(3)).getOctets(),
                    timestamp);
        } catch (IOException | ParseException | RuntimeException e) {
            throw new SignatureException("The stamp can't be read", e);
        }
    }

    private static X509Certificate checkSeal(ASN1Sequence seal, X509Certificate signer, Instant moment)
            throws GeneralSecurityException, IOException, ParseException {
        require(seal.size() == 4, "unexpected parts");
        X509Certificate maker = certificate(seal.getObjectAt(1));
        require(SM2_WITH_SM3.equals(seal.getObjectAt(2)), "another algorithm");
        require(
                verify(maker.getPublicKey(), seal.getObjectAt(0), seal.getObjectAt(3)),
                "the seal's own signature is wrong");
        ASN1Sequence property = ASN1Sequence.getInstance(
                ASN1Sequence.getInstance(seal.getObjectAt(0)).getObjectAt(2));
        require(ASN1Integer.getInstance(property.getObjectAt(2)).hasValue(LIST_OF_CERTIFICATES), "another list");
        boolean permitted = false;
        for (ASN1Encodable entry : ASN1Sequence.getInstance(property.getObjectAt(3))) {
            permitted |= Arrays.equals(ASN1OctetString.getInstance(entry).getOctets(), signer.getEncoded());
        }
        require(permitted, "the signer is not in the seal's list");
        Instant start = ASN1GeneralizedTime.getInstance(property.getObjectAt(5))
                .getDate()
                .toInstant();
        Instant end = ASN1GeneralizedTime.getInstance(property.getObjectAt(6))
                .getDate()
                .toInstant();
        require(!moment.isBefore(start) && !moment.isAfter(end), "the seal was not valid then");
        return maker;
    }

    /** Returns the name in a seal. */
    static String name(byte[] seal) {
        return read(seal).name();
    }

    /**
     * Reads a seal.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Issued read(byte[] seal) {
        try {
            ASN1Sequence whole = ASN1Sequence.getInstance(seal);
            ASN1Sequence information = ASN1Sequence.getInstance(whole.getObjectAt(0));
            ASN1Sequence property = ASN1Sequence.getInstance(information.getObjectAt(2));
            ASN1Sequence image = ASN1Sequence.getInstance(information.getObjectAt(3));
            List<X509Certificate> signers = new ArrayList<>();
            if (ASN1Integer.getInstance(property.getObjectAt(2)).hasValue(LIST_OF_CERTIFICATES)) {
                for (ASN1Encodable entry : ASN1Sequence.getInstance(property.getObjectAt(3))) {
                    signers.add(certificate(entry));
                }
            }
            return new Issued(
                    seal.clone(),
                    Content.of(seal).sha256(),
                    ASN1UTF8String.getInstance(property.getObjectAt(1)).getString(),
                    new Picture(
                            ASN1IA5String.getInstance(image.getObjectAt(0)).getString(),
                            ASN1OctetString.getInstance(image.getObjectAt(1)).getOctets(),
                            ASN1Integer.getInstance(image.getObjectAt(2)).intValueExact(),
                            ASN1Integer.getInstance(image.getObjectAt(3)).intValueExact()),
                    certificate(whole.getObjectAt(1)),
                    List.copyOf(signers),
                    moment(property.getObjectAt(4)),
                    moment(property.getObjectAt(5)),
                    moment(property.getObjectAt(6)));
        } catch (GeneralSecurityException | ParseException | RuntimeException e) {
            throw new IllegalArgumentException("No electronic seal of version 4", e);
        }
    }

    private static Instant moment(ASN1Encodable time) throws ParseException {
        return ASN1GeneralizedTime.getInstance(time).getDate().toInstant();
    }

    static byte[] sm3(byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance("SM3", BouncyCastle.PROVIDER).digest(data);
    }

    private static byte[] sign(SealKeys.Key key, byte[] data) throws GeneralSecurityException {
        Signature signature = key.sign("SM3withSM2");
        signature.update(data);
        return signature.sign();
    }

    private static boolean verify(PublicKey key, ASN1Encodable data, ASN1Encodable value)
            throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance("SM3withSM2", BouncyCastle.PROVIDER);
        signature.initVerify(key);
        signature.update(encode(data));
        return signature.verify(ASN1BitString.getInstance(value).getOctets());
    }

    private static X509Certificate certificate(ASN1Encodable octets) throws GeneralSecurityException {
        byte[] bytes = ASN1OctetString.getInstance(octets).getOctets();
        X509Certificate certificate =
                (X509Certificate) java.security.cert.CertificateFactory.getInstance("X.509", BouncyCastle.PROVIDER)
                        .generateCertificate(new java.io.ByteArrayInputStream(bytes));
        if (certificate == null || !Arrays.equals(certificate.getEncoded(), bytes)) {
            throw new SignatureException("The certificate can't be read");
        }
        return certificate;
    }

    private static void require(boolean condition, String otherwise) throws SignatureException {
        if (!condition) {
            throw new SignatureException(otherwise);
        }
    }

    private static ASN1GeneralizedTime time(Instant moment) {
        return new DERGeneralizedTime(Date.from(moment));
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }

    private static byte[] encode(ASN1Encodable object) throws IOException {
        return object.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    }
}
