package org.certrenewal.partners.registry;

import java.util.List;
import org.certrenewal.process.ProvincialRegistry;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateIdentifier;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Operation;
import org.certrenewal.registry.OperationCode;

/** Publishes certificates, and what becomes of them, to the province's platform over HTTP. */
final class HttpProvincialRegistry implements ProvincialRegistry {

    private final RegistryProtocol protocol;
    private final Certificates certificates;

    HttpProvincialRegistry(RegistryProtocol protocol, Certificates certificates) {
        this.protocol = protocol;
        this.certificates = certificates;
    }

    /** What is renewed is valid: what was done to the certificate since then is reported by itself. */
    @Override
    public String publish(String certificateNumber, int version) {
        OperationCode operation = version == 1 ? OperationCode.ISSUED : OperationCode.RENEWED;
        return protocol.publish(published(
                certificateNumber + "/v" + version,
                operation,
                CertificateStatus.VALID,
                certificate(certificateNumber, version),
                null));
    }

    @Override
    public String report(String certificateNumber, int sequence, Operation operation) {
        return protocol.publish(published(
                certificateNumber + "/s" + sequence,
                operation.code(),
                operation.status(),
                certificate(certificateNumber, operation.version()),
                operation));
    }

    private Certificate certificate(String number, int version) {
        List<Certificate> versions = certificates.versionsOf(new CertificateNumber(number));
        return versions.stream()
                .filter(it -> it.version() == version)
                .findFirst()
                .orElseThrow();
    }

    private static RegistryProtocol.Publication published(
            String key, OperationCode operation, CertificateStatus status, Certificate certificate, Operation done) {
        return new RegistryProtocol.Publication(
                key,
                operation.code(),
                status.code(),
                (done == null ? certificate.issuedOn() : done.on()).toString(),
                certificate.number().value(),
                certificate.identifier().toString(),
                certificate
                        .previousIdentifier()
                        .map(CertificateIdentifier::toString)
                        .orElse(null),
                certificate.version(),
                certificate.holder().value(),
                certificate.holderName().value(),
                certificate.gender().code(),
                certificate.tradeCode(),
                certificate.tradeName(),
                certificate.firstIssuedOn().toString(),
                certificate.validFrom().toString(),
                certificate.validTo().toString(),
                certificate.issuedOn().toString(),
                certificate.authority(),
                certificate.issuerCode());
    }
}
