package org.certrenewal.web.api;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.access.CaseAccess;
import org.certrenewal.access.CertificateWithheld;
import org.certrenewal.access.PaperReaders;
import org.certrenewal.access.PaperReaders.Reader;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.documents.AwaitsSeal;
import org.certrenewal.documents.FileName;
import org.certrenewal.documents.PagePicture;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Standing;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out papers, as they were issued, to those who may see the case. */
@RestController
class PaperController {

    private final Papers papers;
    private final CaseFiles cases;
    private final CaseAccess access;
    private final List<PaperReaders> readers;
    private final Certificates certificates;
    private final Clock clock;
    private final AuditTrail audit;
    private final LetterPost post;

    PaperController(
            Papers papers,
            CaseFiles cases,
            CaseAccess access,
            List<PaperReaders> readers,
            Certificates certificates,
            Clock clock,
            AuditTrail audit,
            LetterPost post) {
        this.audit = audit;
        this.post = post;
        this.papers = papers;
        this.cases = cases;
        this.access = access;
        this.readers = readers;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * Hands out a paper's bytes; with {@code picture}, its first page drawn for the screen of a phone, if it is a PDF.
     */
    @GetMapping("/api/papers/{id}")
    ResponseEntity<byte[]> paper(
            @PathVariable String id,
            @RequestParam(required = false) String download,
            @RequestParam(required = false) String picture,
            Authentication login) {
        Paper paper = papers.find(id).filter(found -> maySee(found, login)).orElseThrow(() -> missing(id, login));
        Optional<Standing> standing = mark(paper, login);
        audit.append(
                readers.stream()
                        .filter(it -> it.of(paper.caseNumber(), login) != Reader.NOBODY)
                        .findFirst()
                        .map(it -> it.chainOf(paper.caseNumber()))
                        .orElse(paper.caseNumber()),
                login.getName(),
                download == null ? "saw-paper" : "took-paper",
                paper.kind() + " " + paper.id(),
                null);
        if (post.find(paper.id()).isEmpty() && isAddressee(paper, login)) {
            papers.served(paper.id(), clock.instant());
        }
        if (picture != null && Paper.PDF.equals(paper.mediaType())) {
            return ResponseEntity.ok()
                    .contentType(MediaType.IMAGE_PNG)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                    .body(PagePicture.of(paper.bytes()));
        }
        String extension = Paper.PDF.equals(paper.mediaType()) ? ".pdf" : ".ofd";
        FileName name = FileName.of(
                standing.map(it -> "【" + it.label() + "】").orElse("") + paper.title() + "-" + paper.number(),
                standing.map(it -> it + "-").orElse("") + paper.kind().word() + "-" + paper.number(),
                extension);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(paper.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, download == null ? name.inline() : name.attachment())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(paper.bytes());
    }

    /** Whoever may see a letter is told that it only waits for its seal. */
    private RuntimeException missing(String id, Authentication login) {
        return papers.unsealed(id)
                .map(Papers.Unsealed::paper)
                .filter(waiting -> maySee(waiting, login))
                .<RuntimeException>map(waiting -> new AwaitsSeal(waiting.caseNumber()))
                .orElseGet(() -> new NoSuchCase("—"));
    }

    private boolean maySee(Paper paper, Authentication login) {
        return cases.find(paper.caseNumber())
                        .filter(file -> access.maySee(login, file))
                        .isPresent()
                || readers.stream().anyMatch(it -> it.of(paper.caseNumber(), login) != Reader.NOBODY);
    }

    private boolean isAddressee(Paper paper, Authentication login) {
        return cases.find(paper.caseNumber())
                        .filter(file -> file.applicant().equals(login.getName()))
                        .isPresent()
                || readers.stream().anyMatch(it -> it.of(paper.caseNumber(), login) == Reader.ADDRESSEE);
    }

    /**
     * Says in the file's name that a certificate isn't worth its face any more; the sealed bytes can't say it. What the
     * authority took away only its people still get.
     */
    private Optional<Standing> mark(Paper paper, Authentication login) {
        if (paper.kind() != PaperKind.CERTIFICATE_OFD && paper.kind() != PaperKind.CERTIFICATE_PDF) {
            return Optional.empty();
        }
        List<Certificate> versions = certificates.versionsOf(new CertificateNumber(paper.number()));
        Standing standing = versions.stream()
                .filter(it -> String.valueOf(it.version()).equals(paper.occurrence()))
                .findFirst()
                .map(it -> Standing.of(it, versions, LocalDate.now(clock)))
                .orElse(Standing.OTHER);
        if (isAddressee(paper, login) && standing.isTakenAway()) {
            throw new CertificateWithheld(standing);
        }
        return Optional.of(standing).filter(it -> !it.isGood());
    }
}
