package org.certrenewal.documents;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Issues letters and certificates: numbers, renders, seals and stores them, each exactly once. Runs in the caller's
 * transaction: number and paper come or go with it.
 */
public final class PaperDesk {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Papers papers;
    private final Press press;
    private final Clock clock;

    /**
     * Makes the desk.
     *
     * @param clock in the law's time zone; gives the year of the number and the moment of issue
     */
    public PaperDesk(Papers papers, Press press, Clock clock) {
        this.papers = papers;
        this.press = press;
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
        Instant now = clock.instant();
        byte[] pdf = press.letter(write.apply(number), now);
        return papers.keep(new Paper(
                newId(),
                caseNumber,
                PaperKind.of(kind),
                occurrence,
                number,
                kind.title(),
                now,
                Paper.PDF,
                Content.of(pdf)));
    }

    /**
     * Issues a certificate, or returns the papers that were issued before.
     *
     * @param caseNumber the case, or another reference for a certificate that no case of ours issued
     * @param version of the certificate, by its identifier; part of what makes it unique
     */
    public IssuedCertificate issueCertificate(String caseNumber, String version, CertificateFace face) {
        Optional<Paper> ofd = papers.find(caseNumber, PaperKind.CERTIFICATE_OFD, version);
        Optional<Paper> pdf = ofd.flatMap(it -> papers.find(caseNumber, PaperKind.CERTIFICATE_PDF, version));
        if (pdf.isPresent()) {
            return new IssuedCertificate(ofd.get(), pdf.get());
        }
        Instant now = clock.instant();
        Press.SealedCertificate sealed = press.certificate(face, now);
        return new IssuedCertificate(
                keep(caseNumber, PaperKind.CERTIFICATE_OFD, version, face, now, Paper.OFD, sealed.ofd()),
                keep(caseNumber, PaperKind.CERTIFICATE_PDF, version, face, now, Paper.PDF, sealed.pdf()));
    }

    /** The two papers of a certificate. */
    public record IssuedCertificate(Paper ofd, Paper pdf) {}

    private Paper keep(
            String caseNumber,
            PaperKind kind,
            String version,
            CertificateFace face,
            Instant now,
            String mediaType,
            byte[] bytes) {
        return papers.keep(new Paper(
                newId(),
                caseNumber,
                kind,
                version,
                face.number(),
                "建筑施工特种作业操作资格证书",
                now,
                mediaType,
                Content.of(bytes)));
    }

    /** Makes an id that can't be guessed: 128 random bits in 22 characters that are safe in addresses. */
    public static String newId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Writes a letter number (文号), such as {@code 浙建特延甬受〔2026〕123号}. */
    static String number(Series series, LetterKind kind, int year, int number) {
        return "%s%s〔%d〕%d号".formatted(series.prefix(), kind.sign(), year, number);
    }
}
