package org.certrenewal.stages.issuance;

import java.util.List;
import java.util.Optional;
import org.certrenewal.access.PaperReaders;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.documents.Papers;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.PersonRequests;
import org.certrenewal.registry.CertificateNumber;
import org.springframework.stereotype.Component;

/** Tells whoever a paper is for, once for each paper, that it takes longer because nothing can be sealed. */
@Component
class SealWaits {

    private static final String CERTIFICATE = "sealing-waits";
    private static final String LETTER = "letter-waits";
    private static final String WHY = "电子签章服务暂时不能使用，恢复后自动";

    private final CaseFiles cases;
    private final Papers papers;
    private final List<PaperReaders> readers;
    private final PersonRequests requests;
    private final Notices notices;

    SealWaits(CaseFiles cases, Papers papers, List<PaperReaders> readers, PersonRequests requests, Notices notices) {
        this.cases = cases;
        this.papers = papers;
        this.readers = readers;
        this.requests = requests;
        this.notices = notices;
    }

    /**
     * Tells that a certificate waits.
     *
     * @param reference the case, or the act that corrects it
     */
    void forCertificate(String reference, CertificateNumber number) {
        Optional<CaseFile> file = cases.find(reference);
        String what = file.map(it -> "您的办件 " + reference + " 已准予延续，正在制证").orElse("您的证书 " + number + " 已经更正，正在制证");
        boolean told = tell(reference, file, CERTIFICATE, reference, what + "。" + WHY + "制发，不需要您做什么，也不影响您的证书");
        if (told && file.isPresent()) {
            cases.record(reference, CaseEvent.SYSTEM, CERTIFICATE, "电子签章服务暂时不能使用，制证等待，恢复后自动继续");
        }
    }

    /**
     * Tells that a letter waits.
     *
     * @param reference the case, the act on a certificate, or the request about personal data
     */
    void forLetter(String reference, String paper) {
        papers.unsealed(paper).map(Papers.Unsealed::paper).ifPresent(letter -> {
            Optional<CaseFile> file = cases.find(reference);
            String title = "《" + letter.title() + "》";
            String what = file.map(it -> "您的办件 " + reference + " 的文书").orElse("给您的文书");
            boolean told = tell(
                    reference, file, LETTER, paper, what + title + "已经作出，正在等待电子签章。" + WHY + "盖章，之后就能查看和下载，不需要您做什么");
            if (told && file.isPresent()) {
                cases.record(reference, CaseEvent.SYSTEM, LETTER, title + "等待电子签章，电子签章服务恢复后自动继续");
            }
        });
    }

    /** Tells the addressee, where there is one with a login. */
    private boolean tell(String reference, Optional<CaseFile> file, String kind, String once, String text) {
        return file.map(CaseFile::applicant)
                .map(applicant -> Note.to(applicant).about(reference).at("/my/cases#" + reference))
                .or(() -> requests.withNumber(reference)
                        .map(request -> Note.to(request.user()).at("/my/information#requests")))
                .or(() -> readers.stream()
                        .flatMap(it -> it.addresseeOf(reference).stream())
                        .findFirst()
                        .map(holder -> Note.to(holder).at("/my/certificates")))
                .filter(note -> notices.tell(note.once(kind, kind + ":" + once).saying(text)))
                .isPresent();
    }
}
