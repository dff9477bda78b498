package org.certrenewal.documents;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Issues letters: numbers, renders, seals and stores them, each exactly once. Runs in the caller's transaction: number
 * and paper come or go with it.
 */
public final class PaperDesk {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Papers papers;
    private final LetterPdf letters;
    private final Sealer sealer;
    private final Clock clock;

    /** Puts a seal on a PDF. */
    @FunctionalInterface
    public interface Sealer {

        /** Returns the sealed file. */
        byte[] seal(byte[] pdf, LocalDate date);
    }

    /**
     * Makes the desk.
     *
     * @param clock in the law's time zone; gives the year of the number and the moment of issue
     */
    public PaperDesk(Papers papers, LetterPdf letters, Sealer sealer, Clock clock) {
        this.papers = papers;
        this.letters = letters;
        this.sealer = sealer;
        this.clock = clock;
    }

    /**
     * Where a letter's number comes from.
     *
     * @param prefix of the authority, such as 浙建特延
     * @param office code, such as 330200
     */
    public record Series(String prefix, String office) {}

    /**
     * Issues a letter, or returns the one that was issued before.
     *
     * @param occurrence tells letters of the same kind in one case apart; {@code 1} where there can be only one
     * @param write writes the letter, given its number
     */
    public Paper issue(
            String caseNumber, LetterKind kind, String occurrence, Series series, Function<String, Letter> write) {
        Optional<Paper> before = papers.find(caseNumber, PaperKind.of(kind), occurrence);
        if (before.isPresent()) {
            return before.get();
        }
        int year = LocalDate.now(clock).getYear();
        String number = number(series, kind, year, papers.nextNumber(kind, series.office(), year));
        Letter letter = write.apply(number);
        byte[] pdf = sealer.seal(letters.render(letter), letter.date());
        return papers.keep(new Paper(
                newId(),
                caseNumber,
                PaperKind.of(kind),
                occurrence,
                number,
                kind.title(),
                clock.instant(),
                Paper.PDF,
                Content.of(pdf)));
    }

    /** Makes an id that can't be guessed: 128 random bits in 22 characters that are safe in addresses. */
    public static String newId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Writes a letter number (文号), such as {@code 浙建特延受〔2026〕330200-000123号}. */
    static String number(Series series, LetterKind kind, int year, int number) {
        return "%s%s〔%d〕%s-%06d号".formatted(series.prefix(), kind.sign(), year, series.office(), number);
    }
}
