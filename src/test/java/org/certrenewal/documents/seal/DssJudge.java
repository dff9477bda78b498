package org.certrenewal.documents.seal;

import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.enumerations.MimeTypeEnum;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.reports.Reports;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Asks DSS about the signatures of a PDF, with a root that it trusts; loaded beside the Bouncy Castle that DSS was
 * built with.
 */
public final class DssJudge implements BiFunction<byte[], X509Certificate[], String> {

    @Override
    public String apply(byte[] pdf, X509Certificate[] roots) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        for (X509Certificate root : roots) {
            trusted.addCertificate(new CertificateToken(root));
        }
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        PDFDocumentValidator validator =
                new PDFDocumentValidator(new InMemoryDocument(pdf, "certificate.pdf", MimeTypeEnum.PDF));
        validator.setCertificateVerifier(verifier);
        Reports reports = validator.validateDocument();
        return reports.getDiagnosticData().getSignatures().stream()
                .map(signature -> finding(signature) + ", " + verdict(reports.getSimpleReport(), signature.getId()))
                .collect(Collectors.joining("; "));
    }

    private static String verdict(SimpleReport report, String signature) {
        List<Message> errors = report.getAdESValidationErrors(signature);
        return report.getIndication(signature)
                + (errors.isEmpty()
                        ? ""
                        : ": " + errors.stream().map(Message::getValue).collect(Collectors.joining(" ")));
    }

    private static String finding(SignatureWrapper signature) {
        return signature.getSignatureFormat()
                + (signature.isSignatureIntact() ? ", intact" : ", changed")
                + (signature.isTrustedChain() ? ", trusted" : ", not trusted");
    }
}
