package org.certrenewal.access;

import java.nio.charset.StandardCharsets;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.Papers;
import org.springframework.http.ContentDisposition;
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

    PaperController(Papers papers, CaseFiles cases, CaseAccess access) {
        this.papers = papers;
        this.cases = cases;
        this.access = access;
    }

    @GetMapping("/api/papers/{id}")
    ResponseEntity<byte[]> paper(
            @PathVariable String id, @RequestParam(required = false) String download, Authentication login) {
        Paper paper = papers.find(id)
                .filter(found -> cases.find(found.caseNumber())
                        .filter(file -> access.maySee(login, file))
                        .isPresent())
                .orElseThrow(() -> new NoSuchCase("—"));
        String extension = Paper.PDF.equals(paper.mediaType()) ? ".pdf" : ".ofd";
        ContentDisposition disposition = (download == null
                        ? ContentDisposition.inline()
                        : ContentDisposition.attachment())
                .filename(paper.title() + "-" + paper.number() + extension, StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(paper.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(paper.bytes());
    }
}
