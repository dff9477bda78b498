package org.certrenewal.demo.simulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Is a key of a simulator's, with a certificate that it has signed itself. It is kept in two files, so that what it has
 * timestamped is believed after the next start too; the settings of the rehearsal name the certificates.
 */
enum SimulatorKeys {
    MAIL("mail", "secp256r1", "SHA256withECDSA", KeyPurposeId.id_kp_serverAuth),
    TIMESTAMPS("timestamps", "secp256r1", "SHA256withECDSA", KeyPurposeId.id_kp_timeStamping),
    TIMESTAMPS_SM2("timestamps-sm2", "sm2p256v1", "SM3withSM2", KeyPurposeId.id_kp_timeStamping);

    static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** Before now and after it: a rehearsal may play another year. */
    private static final Duration LIFE = Duration.ofDays(3650);

    private static final int SERIAL_BITS = 120;
    private static final int LINE = 64;

    private final String file;
    private final String curve;
    private final String algorithm;
    private final KeyPurposeId purpose;

    SimulatorKeys(String name, String curve, String algorithm, KeyPurposeId purpose) {
        this.file = "NOT-FOR-PRODUCTION-simulated-" + name;
        this.curve = curve;
        this.algorithm = algorithm;
        this.purpose = purpose;
    }

    /** Holds a secret key and its certificate. */
    record Pair(PrivateKey secret, X509Certificate certificate) {

        /** Leaves the key out. */
        @Override
        public String toString() {
            return certificate.getSubjectX500Principal().getName();
        }
    }

    /** Returns how it signs. */
    String algorithm() {
        return algorithm;
    }

    /** Makes those that a folder doesn't have yet. */
    static void make(Path folder) {
        try {
            Files.createDirectories(folder);
            for (SimulatorKeys key : values()) {
                // The certificate is written last: where it is, both are.
                if (!Files.exists(folder.resolve(key.file + ".pem"))) {
                    key.write(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads it from a folder. */
    Pair in(Path folder) {
        try (var certificate = Files.newInputStream(folder.resolve(file + ".pem"))) {
            return new Pair(
                    KeyFactory.getInstance("EC", BOUNCY_CASTLE)
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Files.readAllBytes(folder.resolve(file + ".key")))),
                    (X509Certificate) CertificateFactory.getInstance("X.509", BOUNCY_CASTLE)
                            .generateCertificate(certificate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Path folder) throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair keys = generator.generateKeyPair();
        Files.write(folder.resolve(file + ".key"), keys.getPrivate().getEncoded());
        Files.writeString(
                folder.resolve(file + ".pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                                .encodeToString(certificate(keys).getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private X509Certificate certificate(KeyPair keys)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Instant now = Instant.now();
        X500Name name = new X500Name("C=CN,O=仅供演示 NOT FOR PRODUCTION,CN=localhost " + name());
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1),
                Date.from(now.minus(LIFE)),
                Date.from(now.plus(LIFE)),
                name,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .setProvider(BOUNCY_CASTLE)
                .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm)
                        .setProvider(BOUNCY_CASTLE)
                        .build(keys.getPrivate())));
    }
}
