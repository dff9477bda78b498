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

/**
 * Checks a sealed file or a QR code's content without network and without the application:
 *
 * <pre>
 * CheckCommand root.pem certificate.ofd
 * CheckCommand qr.pem 'https://…/verify/…#CR1.…'
 * </pre>
 */
public final class CheckCommand {

    private CheckCommand() {}

    /**
     * Runs the command; leaves with 0 for genuine, 1 for anything else, 2 for wrong arguments.
     *
     * @param arguments certificate in PEM (the authority's root for files, the {@code qr} key's own for QR contents),
     *     then a file's path or the QR code's content
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] arguments, PrintStream out) throws IOException, GeneralSecurityException {
        if (arguments.length != 2) {
            out.println("Usage: CheckCommand <certificate.pem> <file.pdf | file.ofd | QR content>");
            return 2;
        }
        X509Certificate certificate = read(Path.of(arguments[0]));
        if (arguments[1].contains("CR1.")) {
            Optional<ShortForm> form = ShortForm.verify(arguments[1], certificate);
            out.println(form.map(found -> "GENUINE " + found.number() + " " + found.validFrom() + "/" + found.validTo())
                    .orElse("NOT GENUINE"));
            return form.isPresent() ? 0 : 1;
        }
        SealReport report =
                new SealedDocumentCheck(Set.of(certificate)).check(Files.readAllBytes(Path.of(arguments[1])));
        out.println(report.finding() + " " + report.reference() + " " + report.detail());
        return report.isGenuine() ? 0 : 1;
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509", SealKeys.BOUNCY_CASTLE)
                    .generateCertificate(in);
        }
    }
}
