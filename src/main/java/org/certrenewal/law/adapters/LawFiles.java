package org.certrenewal.law.adapters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.Rule;
import org.certrenewal.law.RuleBook;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;

/** Reads the rules and the holidays together, as one edition of the law. */
public final class LawFiles {

    private LawFiles() {}

    /**
     * Reads an edition.
     *
     * @throws SeedException with file, line and cause, if anything in it can't be right
     */
    public static LawBook.Edition read(SeedFolder seeds) {
        return new LawBook.Edition(RuleFiles.read(seeds), HolidayFiles.read(seeds));
    }

    /**
     * Returns the SHA-256, in hexadecimal, of everything in an edition that a due date can depend on. Two programs that
     * count alike have the same, wherever their files lie.
     */
    public static String fingerprint(LawBook.Edition edition) {
        StringBuilder text = new StringBuilder();
        for (RuleBook book : edition.rules().books()) {
            text.append(book.id()).append(book.from()).append(book.until()).append('\n');
            book.rules().values().stream()
                    .sorted((one, other) -> one.key().compareTo(other.key()))
                    .forEach(rule -> text.append(line(rule)));
        }
        edition.calendar()
                .years()
                .values()
                .forEach(year -> text.append(year.year()).append(year.off()).append(year.worked()));
        return sha256(text.toString());
    }

    private static String line(Rule rule) {
        return rule.key().id() + '=' + rule.value() + '@' + rule.article() + '\n';
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
