package org.certrenewal.documents.seal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks a sealed file or a QR code's content without network and without the application:
 *
 * <pre>
 * CheckCommand roots.pem trust.jws certificate.ofd
 * CheckCommand roots.pem trust.jws 'https://…/verify/…#CR1.…'
 * </pre>
 */
public final class CheckCommand {

    private CheckCommand() {}

    /**
     * Runs the command; leaves with 0 for genuine, 1 for anything else, 2 for wrong arguments.
     *
     * @param arguments the authority's roots in PEM; the trust list, see {@code docs/trust-list.md}; then a file's path
     *     or the QR code's content; then, for a file whose own timestamp has ended, its archive timestamps
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(arguments, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] arguments, PrintStream out) throws IOException {
        if (arguments.length != 3 && arguments.length != 4) {
            out.println("Usage: CheckCommand <roots.pem> <trust.jws> <file.pdf | file.ofd | QR content> [archive.tst]");
            return 2;
        }
        Optional<TrustList> trust = TrustList.read(
                Files.readString(Path.of(arguments[1])), Pem.certificates(Files.readString(Path.of(arguments[0]))));
        if (trust.isEmpty()) {
            out.println("NOT GENUINE the trust list isn't signed under one of these roots");
            return 1;
        }
        if (arguments[2].contains("CR1.")) {
            Optional<ShortForm> form = trust.get().certificates(TrustList.Purpose.QR).stream()
                    .flatMap(certificate -> ShortForm.verify(arguments[2], certificate).stream())
                    .findFirst();
            out.println(form.map(found -> "GENUINE " + found.number() + " " + found.validFrom() + "/" + found.validTo())
                    .orElse("NOT GENUINE"));
            return form.isPresent() ? 0 : 1;
        }
        List<byte[]> archived =
                arguments.length == 4 ? ArchiveTimestamps.read(Files.readAllBytes(Path.of(arguments[3]))) : List.of();
        SealReport report =
                new SealedDocumentCheck(trust.get()).check(Files.readAllBytes(Path.of(arguments[2])), archived);
        out.println(report.finding() + " " + report.reference() + " " + report.detail());
        return report.isGenuine() ? 0 : 1;
    }
}
