package org.certrenewal.documents.seal;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Checks sealed files and QR codes' contents without network and without the application; the main class of
 * {@code certificate-checker.jar}:
 *
 * <pre>
 * java -jar certificate-checker.jar [--english] [--trust=trust.jws] [--roots=roots.pem] [--root-sha256=…] [--archive=archive.tst]
 *     &lt;file.ofd | file.pdf | 'https://…/verify/…#CR1.…'&gt; …
 * </pre>
 *
 * <p>{@code docs/verification.md} describes it.
 */
public final class CheckCommand {

    /** Everything is genuine; its container may have been written anew. */
    static final int GENUINE = 0;

    /** At least one thing isn't. */
    static final int NOT_GENUINE = 1;

    /** Of at least one thing it can't be told, and nothing else is wrong. */
    static final int UNKNOWN = 2;

    /** The command line is wrong. */
    static final int USAGE = 3;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private final PrintStream out;
    private final CheckWords words;
    private final List<String> things = new ArrayList<>();
    private final List<String> fingerprints = new ArrayList<>();
    private Optional<Path> trustFile = Optional.empty();
    private Optional<Path> rootsFile = Optional.empty();
    private Optional<Path> archiveFile = Optional.empty();

    private CheckCommand(PrintStream out, CheckWords words) {
        this.out = out;
        this.words = words;
    }

    /** Checks, and leaves with 0 for genuine, 1 for not genuine, 2 where it can't be told, 3 for wrong arguments. */
    public static void main(String[] arguments) {
        // What a damaged PDF makes its reader say is of no use to whoever asked.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(run(arguments, new PrintStream(System.out, true, charset())));
    }

    /** Writes as the console reads, if it knows Chinese; into files UTF-8. */
    private static Charset charset() {
        Console console = System.console();
        return console != null && console.charset().newEncoder().canEncode("证照真实")
                ? console.charset()
                : StandardCharsets.UTF_8;
    }

    static int run(String[] arguments, PrintStream out) {
        CheckWords words = List.of(arguments).contains("--english") ? CheckWords.ENGLISH : CheckWords.CHINESE;
        return new CheckCommand(out, words).run(arguments);
    }

    private int run(String[] arguments) {
        for (String argument : arguments) {
            if (!takes(argument)) {
                out.println(words.unknownOption(argument));
                out.println(words.usage());
                return USAGE;
            }
        }
        if (things.isEmpty()) {
            out.println(words.usage());
            return USAGE;
        }
        Optional<TrustList> trust = trust();
        if (trust.isEmpty()) {
            return UNKNOWN;
        }
        out.println(words.list(TIME.format(trust.get().issued())));
        int worst = GENUINE;
        for (String thing : things) {
            int code = isShortForm(thing) ? shortForm(thing, trust.get()) : file(thing, trust.get());
            worst = worst == NOT_GENUINE || code == GENUINE ? worst : code;
        }
        out.println();
        out.println(words.standing());
        return worst;
    }

    private boolean takes(String argument) {
        if (!argument.startsWith("--")) {
            things.add(argument);
            return true;
        }
        String value = argument.substring(argument.indexOf('=') + 1);
        try {
            if (argument.startsWith("--trust=")) {
                trustFile = Optional.of(Path.of(value));
            } else if (argument.startsWith("--roots=")) {
                rootsFile = Optional.of(Path.of(value));
            } else if (argument.startsWith("--archive=")) {
                archiveFile = Optional.of(Path.of(value));
            } else if (argument.startsWith("--root-sha256=")) {
                fingerprints.add(plain(value));
            } else {
                return argument.equals("--english");
            }
            return true;
        } catch (InvalidPathException wrong) {
            return false;
        }
    }

    /** Reads the list, and says why if it can't be believed. */
    private Optional<TrustList> trust() {
        Path roots = rootsFile.orElseGet(() -> beside("roots.pem"));
        Path list = trustFile.orElseGet(() -> beside("trust.jws"));
        List<X509Certificate> given;
        try {
            given = Pem.certificates(Files.readString(roots, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            out.println(words.noRoots(roots.toString()));
            return Optional.empty();
        }
        List<X509Certificate> believed = given.stream()
                .filter(root -> fingerprints.isEmpty() || fingerprints.contains(fingerprint(root)))
                .toList();
        if (believed.isEmpty()) {
            out.println(words.otherRoots());
            given.forEach(root -> out.println("  " + fingerprint(root)));
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(list, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            out.println(words.noList(list.toString()));
            return Optional.empty();
        }
        Optional<TrustList> read = TrustList.read(text, believed);
        if (read.isEmpty()) {
            out.println(words.listNotSigned());
        } else if (fingerprints.isEmpty()) {
            out.println(words.roots());
            believed.forEach(root -> out.println("  " + fingerprint(root)));
        }
        return read;
    }

    /** Looks where the person is, then where the program lies, such as on a disk that is handed on. */
    private static Path beside(String name) {
        Path here = Path.of(name);
        CodeSource source = CheckCommand.class.getProtectionDomain().getCodeSource();
        if (Files.exists(here) || source == null) {
            return here;
        }
        try {
            return Path.of(source.getLocation().toURI()).resolveSibling(name);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return here;
        }
    }

    private static boolean isShortForm(String thing) {
        return thing.startsWith("CR1.") || thing.contains("#CR1.");
    }

    private int shortForm(String content, TrustList trust) {
        Optional<ShortForm> found = trust.certificates(TrustList.Purpose.QR).stream()
                .flatMap(certificate -> ShortForm.verify(content, certificate).stream())
                .findFirst();
        if (found.isEmpty()) {
            say("NOT_SIGNED", words.qrName(), words.qrNotSigned());
            return NOT_GENUINE;
        }
        say("GENUINE", words.qrName(), words.qrSigned());
        line(words.number(), found.get().number());
        line(words.term(), found.get().validFrom() + " – " + found.get().validTo());
        return GENUINE;
    }

    private int file(String name, TrustList trust) {
        byte[] content;
        List<byte[]> archived = List.of();
        try {
            Path path = Path.of(name);
            if (Files.size(path) > SealedDocumentCheck.MAX_FILE) {
                say("UNREADABLE", name, words.tooLarge());
                return UNKNOWN;
            }
            content = Files.readAllBytes(path);
            if (archiveFile.isPresent()) {
                archived = ArchiveTimestamps.read(Files.readAllBytes(archiveFile.get()));
            }
        } catch (IOException | InvalidPathException e) {
            say("UNREADABLE", name, words.noFile());
            return UNKNOWN;
        }
        SealReport report = new SealedDocumentCheck(trust).check(content, archived);
        boolean younger = report.finding() == SealReport.Finding.UNKNOWN_SIGNER
                && report.moment().isAfter(trust.issued());
        say(report.finding().name(), name, younger ? words.youngerThanList() : words.of(report));
        if (!report.reference().isEmpty()) {
            line(words.reference(), report.reference());
        }
        if (!report.signer().isEmpty()) {
            line(words.signer(), report.signer());
            line(words.moment(), TIME.format(report.moment()));
        }
        return switch (report.finding()) {
            case GENUINE, REWRITTEN -> GENUINE;
            case UNREADABLE -> UNKNOWN;
            case UNKNOWN_SIGNER -> younger ? UNKNOWN : NOT_GENUINE;
            case CHANGED, UNSEALED -> NOT_GENUINE;
        };
    }

    /** The first word of the line is for programs, the rest for people. */
    private void say(String finding, String what, String sentence) {
        out.println();
        out.println(finding + "  " + what);
        out.println("  " + sentence);
    }

    private void line(String label, String value) {
        out.println("  " + label + value.replaceAll("\\p{Cntrl}", " "));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String plain(String fingerprint) {
        return fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
    }
}
