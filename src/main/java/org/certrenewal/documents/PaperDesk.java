package org.certrenewal.documents;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Issues letters and certificates: numbers, renders, seals and stores them, each exactly once. Runs in the caller's
 * transaction: number and paper come or go with it.
 */
public final class PaperDesk {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Papers papers;
    private final Press press;
    private final Clock clock;
    private final Supplier<SealRequests> requests;

    /**
     * Makes a desk that seals at once.
     *
     * @param clock in the law's time zone; gives the year of the number and the moment of issue
     */
    public PaperDesk(Papers papers, Press press, Clock clock) {
        this(papers, press, clock, () -> null);
    }

    /**
     * Makes the desk.
     *
     * @param requests takes what can't be sealed within a transaction; gives null where nothing does
     */
    public PaperDesk(Papers papers, Press press, Clock clock, Supplier<SealRequests> requests) {
        this.papers = papers;
        this.press = press;
        this.clock = clock;
        this.requests = requests;
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
        Optional<Papers.Unsealed> waiting = papers.unsealed(caseNumber, PaperKind.of(kind), occurrence);
        if (waiting.isPresent()) {
            return waiting.get().paper();
        }
        int year = LocalDate.now(clock).getYear();
        String number = number(series, kind, year, papers.nextNumber(kind, series.office(), year));
        Instant now = clock.instant();
        Letter letter = write.apply(number);
        byte[] written = press.write(letter);
        Function<byte[], Paper> paper = bytes -> new Paper(
                newId(),
                caseNumber,
                PaperKind.of(kind),
                occurrence,
                number,
                kind.title(),
                now,
                Paper.PDF,
                Content.of(bytes));
        Optional<byte[]> sealed = atOnce(() -> press.seal(written, letter.authority(), kind.title(), now));
        if (sealed.isPresent()) {
            return papers.keep(paper.apply(sealed.get()));
        }
        Paper unsealed = paper.apply(written);
        papers.await(new Papers.Unsealed(unsealed, letter.authority()));
        requests.get().letter(caseNumber, unsealed.id());
        return unsealed;
    }

    /** Seals, if that takes no call to anybody outside and every key can; else somebody has to wait. */
    private <T> Optional<T> atOnce(Supplier<T> seal) {
        boolean mayWait = requests.get() != null;
        if (press.isRemote() && mayWait) {
            return Optional.empty();
        }
        try {
            return Optional.of(seal.get());
        } catch (SealsUnavailable unavailable) {
            if (!mayWait) {
                throw unavailable;
            }
            return Optional.empty();
        }
    }

    /** A letter that has its seal, put on at a moment. */
    public record SealedLetter(byte[] file, Instant moment) {}

    /**
     * Seals a letter that waits; outside any transaction.
     *
     * @return empty if it doesn't wait any more
     * @throws SealsUnavailable if it can't be sealed yet
     */
    public Optional<SealedLetter> seal(String id) {
        return papers.unsealed(id).map(waiting -> {
            Instant now = clock.instant();
            Paper paper = waiting.paper();
            return new SealedLetter(press.seal(paper.bytes(), waiting.authority(), paper.title(), now), now);
        });
    }

    /** Stores a letter that has its seal now, unless it was stored already, or erased. */
    public void keep(String id, SealedLetter sealed) {
        papers.unsealed(id)
                .map(Papers.Unsealed::paper)
                .ifPresent(paper -> papers.sealed(new Paper(
                        paper.id(),
                        paper.caseNumber(),
                        paper.kind(),
                        paper.occurrence(),
                        paper.number(),
                        paper.title(),
                        sealed.moment(),
                        paper.mediaType(),
                        Content.of(sealed.file()))));
    }

    /**
     * Issues a certificate, or returns the papers that were issued before.
     *
     * @param caseNumber the case, or another reference for a certificate that no case of ours issued
     * @param version of the certificate, by its identifier; part of what makes it unique
     * @return empty if it waits for its seals
     */
    public Optional<IssuedCertificate> issueCertificate(String caseNumber, String version, CertificateFace face) {
        Optional<IssuedCertificate> before = issued(caseNumber, version);
        if (before.isPresent()) {
            return before;
        }
        Optional<SealedCertificate> sealed = atOnce(() -> seal(face));
        if (sealed.isEmpty()) {
            requests.get().certificate(caseNumber, face.number(), version);
        }
        return sealed.map(files -> keep(caseNumber, version, face.number(), files));
    }

    /** Returns the papers of a certificate; empty if they aren't sealed yet. */
    public Optional<IssuedCertificate> issued(String caseNumber, String version) {
        return papers.find(caseNumber, PaperKind.CERTIFICATE_OFD, version)
                .flatMap(ofd -> papers.find(caseNumber, PaperKind.CERTIFICATE_PDF, version)
                        .map(pdf -> new IssuedCertificate(ofd, pdf)));
    }

    /**
     * Seals a certificate.
     *
     * @throws SealsUnavailable if it can't be sealed yet
     */
    public SealedCertificate seal(CertificateFace face) {
        Instant now = clock.instant();
        return new SealedCertificate(press.certificate(face, now), now);
    }

    /** A certificate's two files, sealed at a moment. */
    public record SealedCertificate(Press.SealedCertificate files, Instant moment) {}

    /** Stores the files of a certificate. */
    public IssuedCertificate keep(String caseNumber, String version, String number, SealedCertificate sealed) {
        return new IssuedCertificate(
                keep(
                        caseNumber,
                        PaperKind.CERTIFICATE_OFD,
                        version,
                        number,
                        sealed.moment(),
                        Paper.OFD,
                        sealed.files().ofd()),
                keep(
                        caseNumber,
                        PaperKind.CERTIFICATE_PDF,
                        version,
                        number,
                        sealed.moment(),
                        Paper.PDF,
                        sealed.files().pdf()));
    }

    /** The two papers of a certificate. */
    public record IssuedCertificate(Paper ofd, Paper pdf) {}

    private Paper keep(
            String caseNumber,
            PaperKind kind,
            String version,
            String number,
            Instant now,
            String mediaType,
            byte[] bytes) {
        return papers.keep(new Paper(
                newId(), caseNumber, kind, version, number, "建筑施工特种作业操作资格证书", now, mediaType, Content.of(bytes)));
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
