package org.certrenewal.documents.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.certrenewal.documents.CertificateFace;
import org.certrenewal.documents.CertificateOfd;
import org.certrenewal.documents.Faces;
import org.certrenewal.documents.OfdPackage;
import org.certrenewal.documents.Photo;
import org.certrenewal.documents.SealPicture;
import org.dom4j.DocumentException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ofdrw.core.basicType.ST_Loc;
import org.ofdrw.core.signatures.sig.Signature;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.reader.ResourceLocator;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfdSealTest {

    private static final Instant NOW = Instant.parse("2026-07-21T02:00:00Z");

    private KeystoreSeals seals;
    private byte[] sealed;
    private OfdSealVerifier verifier;

    @BeforeAll
    void seal(@TempDir Path folder) throws IOException {
        SealKeys keys = SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));
        seals = new KeystoreSeals(keys, Optional.empty());
        sealed = seals.sealOfd(new CertificateOfd("").render(Faces.of("王建国")), order());
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/sealed.ofd"), sealed);
        verifier = new OfdSealVerifier(seals.trust());
    }

    private static Seals.Order order() {
        return new Seals.Order("浙江省住房和城乡建设厅", "签发电子证照", NOW, new Seals.Place(128, 210, 42));
    }

    @Test
    void should_find_a_sealed_certificate_genuine() {
        SealReport report = verifier.verify(sealed);

        assertThat(report.finding()).isEqualTo(SealReport.Finding.GENUINE);
        assertThat(report.moment()).isEqualTo(NOW);
        assertThat(report.reference()).startsWith("1.2.156.3005.2.");
    }

    /** The library's own check of the stamp needs the old Bouncy Castle; its reader tells where everything is. */
    @Test
    void should_be_found_in_order_by_an_independent_reader()
            throws IOException, GeneralSecurityException, DocumentException {
        try (OFDReader reader = new OFDReader(new ByteArrayInputStream(sealed))) {
            ResourceLocator files = reader.getResourceLocator();
            ST_Loc at = reader.getDefaultSignatures().getSignatures().get(0).getBaseLoc();
            Signature signature = files.get(at, Signature::new);
            assertThat(signature.getSignedInfo().getReferences().getReferences())
                    .hasSize(9)
                    .allSatisfy(reference -> assertThat(reference.getCheckValue())
                            .isEqualTo(ElectronicSeal.sm3(Files.readAllBytes(files.getFile(reference.getFileRef())))));
            ElectronicSeal.Stamp stamp =
                    ElectronicSeal.check(Files.readAllBytes(files.getFile(signature.getSignedValue())));
            assertThat(stamp.dataHash()).isEqualTo(ElectronicSeal.sm3(Files.readAllBytes(files.getFile(at))));
            assertThat(stamp.property()).isEqualTo(at.toString());
            assertThat(ElectronicSeal.name(stamp.seal())).isEqualTo("浙江省住房和城乡建设厅");
            assertThat(signature.getSignedInfo().getStampAnnots()).singleElement();
        }
    }

    /** The ids of a signature are names, those of a page are numbers, and a list has at least one entry. */
    @Test
    void should_be_what_the_schema_of_the_standard_asks_for() throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(OfdSealTest.class.getResource("/ofd/certificate.xsd"));
        Validator validator = schema.newValidator();
        for (byte[] file : List.of(sealed, seals.sealOfd(new CertificateOfd("").render(withPhoto()), order()))) {
            for (Map.Entry<String, byte[]> entry : OfdPackage.read(file).entrySet()) {
                if (entry.getKey().endsWith(".xml")) {
                    assertThatCode(() ->
                                    validator.validate(new StreamSource(new ByteArrayInputStream(entry.getValue()))))
                            .as(entry.getKey())
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void should_notice_any_changed_byte() {
        for (int at = 0; at < sealed.length; at += 797) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            assertThat(verifier.verify(changed).isGenuine())
                    .as("byte %d changed", at)
                    .isFalse();
        }
    }

    @Test
    void should_notice_a_changed_added_or_missing_file() throws OfdPackage.BadPackageException {
        Map<String, byte[]> entries = OfdPackage.read(sealed);
        for (String name : entries.keySet()) {
            Map<String, byte[]> changed = new LinkedHashMap<>(entries);
            byte[] content = changed.get(name).clone();
            content[content.length - 2] ^= 1;
            changed.put(name, content);
            assertThat(verifier.verify(OfdPackage.write(changed)).isGenuine())
                    .as(name)
                    .isFalse();
            changed.remove(name);
            assertThat(verifier.verify(OfdPackage.write(changed)).isGenuine())
                    .as(name)
                    .isFalse();
        }
        Map<String, byte[]> added = new LinkedHashMap<>(entries);
        added.put("Doc_0/Attachs/more.xml", new byte[] {1});
        assertThat(verifier.verify(OfdPackage.write(added)).finding()).isEqualTo(SealReport.Finding.CHANGED);
    }

    @Test
    void should_notice_any_changed_byte_of_the_stamp() throws OfdPackage.BadPackageException {
        byte[] stamp = OfdPackage.read(sealed).get(OfdSeal.VALUE);
        assertThatCode(() -> ElectronicSeal.check(stamp)).doesNotThrowAnyException();
        for (int at = 0; at < stamp.length; at += 211) {
            byte[] changed = stamp.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> ElectronicSeal.check(changed))
                    .as("byte %d changed", at)
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void should_not_trust_another_authority(@TempDir Path folder) {
        SealKeys others = SealKeys.demonstration(folder, Clock.fixed(NOW, ZoneId.of("Asia/Shanghai")));

        SealReport report = new OfdSealVerifier(new KeystoreSeals(others, Optional.empty()).trust()).verify(sealed);

        assertThat(report.finding()).isEqualTo(SealReport.Finding.UNKNOWN_SIGNER);
    }

    @Test
    void should_refuse_foreign_containers_bombs_and_entities() throws IOException, OfdPackage.BadPackageException {
        assertThat(verifier.verify(new byte[0]).finding()).isEqualTo(SealReport.Finding.UNREADABLE);
        assertThat(verifier.verify(Arrays.copyOf(sealed, sealed.length - 7)).finding())
                .isEqualTo(SealReport.Finding.UNREADABLE);
        assertThat(verifier.verify(zip("OFD.xml", new byte[200_000_000])).finding())
                .isEqualTo(SealReport.Finding.UNREADABLE);
        assertThat(verifier.verify(OfdPackage.write(Map.of("OFD.xml", new byte[9_000_000])))
                        .finding())
                .isEqualTo(SealReport.Finding.UNREADABLE);

        Map<String, byte[]> entries = new LinkedHashMap<>(OfdPackage.read(sealed));
        entries.put(
                OfdSeal.SIGNATURE,
                "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>".getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(OfdPackage.write(entries)).finding()).isEqualTo(SealReport.Finding.CHANGED);
        assertThatThrownBy(() -> OfdSeal.parse(entries.get(OfdSeal.SIGNATURE))).hasMessageContaining("DOCTYPE");
    }

    private static CertificateFace withPhoto() {
        CertificateFace face = Faces.of("王建国");
        return new CertificateFace(
                face.number(),
                face.holder(),
                face.gender(),
                face.trade(),
                face.firstIssued(),
                face.validFrom(),
                face.validTo(),
                face.authority(),
                face.issued(),
                face.identifier(),
                face.verificationUrl(),
                face.qrContent(),
                Optional.of(Photo.of(SealPicture.png("照"))));
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
