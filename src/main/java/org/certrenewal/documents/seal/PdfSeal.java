package org.certrenewal.documents.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.ZoneId;
import java.util.GregorianCalendar;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerationException;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * Signs PDF files: PAdES baseline (ETSI EN 319 142-1), detached CMS, DocMDP 1 (no change allowed). Without evidence it
 * is B-B, with a timestamp B-T; what the authorities say about the certificates is appended behind the signature, which
 * makes it B-LT and which DocMDP allows (ISO 32000-2 table 257).
 */
final class PdfSeal {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final float POINTS = 72f / 25.4f;
    /** Room in the file for the CMS without certificates; ours take less than 1 KB. */
    private static final int ROOM = 4 * 1024;

    /** A token with a chain of long keys takes 8 KB. */
    private static final int ROOM_FOR_TIMESTAMP = 12 * 1024;

    private PdfSeal() {}

    static byte[] seal(byte[] pdf, SealKeys.Key key, Seals.Order order) {
        return seal(pdf, key, order, Evidence.NONE);
    }

    static byte[] seal(byte[] pdf, SealKeys.Key key, Seals.Order order, Evidence evidence) {
        evidence.about(evidence.path(key));
        try (PDDocument document = Loader.loadPDF(pdf);
                SignatureOptions options = new SignatureOptions()) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
            signature.setName(order.authority());
            signature.setReason(order.reason());
            signature.setSignDate(GregorianCalendar.from(order.moment().atZone(ZONE)));
            certify(document, signature);
            options.setPreferredSignatureSize(room(key) + (evidence.isTimestamped() ? ROOM_FOR_TIMESTAMP : 0));
            document.addSignature(signature, options);
            place(document, order.place());
            document.setDocumentId(order.moment().toEpochMilli());
            ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 32 * 1024);
            ExternalSigningSupport signing = document.saveIncrementalForExternalSigning(out);
            AtomicReference<Timestamp> timestamp = new AtomicReference<>();
            try (InputStream content = signing.getContent()) {
                signing.setSignature(cms(content.readAllBytes(), key, value -> {
                    evidence.timestamp(value, order.moment()).ifPresent(timestamp::set);
                    return Optional.ofNullable(timestamp.get());
                }));
            }
            Optional<SecurityStore.Parts> said = evidence.collect(key, Optional.ofNullable(timestamp.get()));
            return said.isPresent() ? SecurityStore.append(out.toByteArray(), said.get()) : out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int room(SealKeys.Key key) throws IOException {
        int room = ROOM;
        try {
            for (X509Certificate certificate : key.withoutRoot()) {
                room += certificate.getEncoded().length;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return room;
    }

    /** Forbids every later change (ISO 32000-1 12.8.2.2, DocMDP with P 1). */
    private static void certify(PDDocument document, PDSignature signature) {
        COSDictionary parameters = new COSDictionary();
        parameters.setItem(COSName.TYPE, COSName.getPDFName("TransformParams"));
        parameters.setInt(COSName.P, 1);
        parameters.setName(COSName.V, "1.2");
        COSDictionary reference = new COSDictionary();
        reference.setItem(COSName.TYPE, COSName.getPDFName("SigRef"));
        reference.setItem(COSName.getPDFName("TransformMethod"), COSName.getPDFName("DocMDP"));
        reference.setItem(COSName.getPDFName("TransformParams"), parameters);
        COSArray references = new COSArray();
        references.add(reference);
        signature.getCOSObject().setItem(COSName.getPDFName("Reference"), references);
        COSDictionary permissions = new COSDictionary();
        permissions.setItem(COSName.getPDFName("DocMDP"), signature);
        COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
        catalog.setItem(COSName.getPDFName("Perms"), permissions);
        catalog.setNeedToBeUpdated(true);
    }

    /** Makes the drawn seal something that a reader can click on; the drawing itself is part of the page. */
    private static void place(PDDocument document, Seals.Place place) throws IOException {
        PDAnnotationWidget widget =
                document.getSignatureFields().get(0).getWidgets().get(0);
        PDPage page = document.getPage(0);
        PDRectangle rectangle = new PDRectangle();
        if (place.size() > 0) {
            float size = (float) place.size() * POINTS;
            rectangle = new PDRectangle(
                    (float) place.x() * POINTS,
                    page.getMediaBox().getHeight() - (float) place.y() * POINTS - size,
                    size,
                    size);
        }
        PDAppearanceStream nothing = new PDAppearanceStream(document);
        nothing.setBBox(new PDRectangle(rectangle.getWidth(), rectangle.getHeight()));
        nothing.getCOSObject().createOutputStream().close();
        PDAppearanceDictionary appearance = new PDAppearanceDictionary();
        appearance.setNormalAppearance(nothing);
        widget.setRectangle(rectangle);
        widget.setAppearance(appearance);
        widget.setPrinted(true);
        widget.setLocked(true);
    }

    private static byte[] cms(byte[] content, SealKeys.Key key, Function<byte[], Optional<Timestamp>> timestamps)
            throws IOException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            JcaSignerInfoGeneratorBuilder builder =
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                            .setProvider(BouncyCastle.PROVIDER)
                            .build());
            builder.setSignedAttributeGenerator(new PadesAttributes(signedAttributes(key)));
            builder.setUnsignedAttributeGenerator(parameters -> timestamps
                    .apply((byte[]) parameters.get(CMSAttributeTableGenerator.SIGNATURE))
                    .map(PdfSeal::attribute)
                    .orElse(null));
            generator.addSignerInfoGenerator(builder.build(
                    new JcaContentSignerBuilder(algorithm(key.secret().getAlgorithm()))
                            .setProvider(key.provider())
                            .build(key.secret()),
                    key.certificate()));
            generator.addCertificates(new JcaCertStore(key.withoutRoot()));
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded("DER");
        } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
            throw new IOException("The PDF seal can't be made", e);
        }
    }

    private static AttributeTable attribute(Timestamp timestamp) {
        try {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(
                    PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                    new DERSet(ASN1Primitive.fromByteArray(timestamp.der()))));
            return new AttributeTable(attributes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the signature's algorithm, by the key's. */
    static String algorithm(String key) {
        return key.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static AttributeTable signedAttributes(SealKeys.Key key) throws GeneralSecurityException {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(key.certificate().getEncoded());
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash)))));
        return new AttributeTable(attributes);
    }

    /** Leaves the signing time out: PAdES takes it from the PDF's own signature dictionary. */
    private static final class PadesAttributes extends DefaultSignedAttributeTableGenerator {

        PadesAttributes(AttributeTable attributes) {
            super(attributes);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public AttributeTable getAttributes(Map parameters) throws CMSAttributeTableGenerationException {
            return super.getAttributes(parameters).remove(CMSAttributes.signingTime);
        }
    }
}
