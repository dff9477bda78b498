package org.certrenewal.web.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import org.certrenewal.access.limits.Limits;
import org.certrenewal.access.limits.Throttle;
import org.certrenewal.documents.FileName;
import org.certrenewal.privacy.PersonalExport;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/** 下载我的个人信息: everything that is held about who is logged in (个人信息保护法 Art 45); about nobody else. */
@Controller
class MyData {

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    private final PersonalExport export;
    private final Throttle throttle;
    private final Limits limits;
    private final Clock clock;

    MyData(PersonalExport export, Throttle throttle, Limits limits, Clock clock) {
        this.export = export;
        this.throttle = throttle;
        this.limits = limits;
        this.clock = clock;
    }

    @GetMapping("/my/data")
    ResponseEntity<byte[]> download(Principal user) {
        if (!throttle.take(limits.exports(), user.getName())) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        return ResponseEntity.ok()
                .contentType(ZIP)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileName.of("个人信息-" + LocalDate.now(clock), "personal-data-" + LocalDate.now(clock), ".zip")
                                .attachment())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(export.of(user.getName()));
    }
}
