package org.certrenewal.documents.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks a sealed file or a QR code's content without network and without the application:
 *
 * <pre>
 * CheckCommand roots.pem certificate.ofd
 * CheckCommand qr.pem 'https://…/verify/…#CR1.…'
 * </pre>
 */
public final class CheckCommand {

    private CheckCommand() {}

    /**
     * Runs the command; leaves with 0 for genuine, 1 for anything else, 2 for wrong arguments.
     *
     * @param arguments certificates in PEM, one or several (the authority's roots for files, the {@code qr} key's own
     *     for QR contents), then a file's path or the QR code's content
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] arguments, PrintStream out) throws IOException, GeneralSecurityException {
        if (arguments.length != 2) {
            out.println("Usage: CheckCommand <certificate.pem> <file.pdf | file.ofd | QR content>");
            return 2;
        }
        Set<X509Certificate> certificates = read(Path.of(arguments[0]));
        if (arguments[1].contains("CR1.")) {
            Optional<ShortForm> form = certificates.stream()
                    .flatMap(certificate -> ShortForm.verify(arguments[1], certificate).stream())
                    .findFirst();
            out.println(form.map(found -> "GENUINE " + found.number() + " " + found.validFrom() + "/" + found.validTo())
                    .orElse("NOT GENUINE"));
            return form.isPresent() ? 0 : 1;
        }
        SealReport report = new SealedDocumentCheck(certificates).check(Files.readAllBytes(Path.of(arguments[1])));
        out.println(report.finding() + " " + report.reference() + " " + report.detail());
        return report.isGenuine() ? 0 : 1;
    }

    private static Set<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509", SealKeys.BOUNCY_CASTLE).generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .collect(Collectors.toSet());
        }
    }
}
