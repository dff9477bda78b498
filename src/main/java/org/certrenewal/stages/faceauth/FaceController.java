package org.certrenewal.stages.faceauth;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.process.tasks.OpenTasks.TaskRef;
import org.certrenewal.process.tasks.TaskGone;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the QR code and tells how the check stands; the page asks every two seconds. */
@RestController
@RequestMapping("/api/tasks/{taskId}/face")
class FaceController {

    private final FaceSessions sessions;
    private final FaceAuthentication partner;
    private final OpenTasks tasks;
    private final Clock clock;

    FaceController(FaceSessions sessions, FaceAuthentication partner, OpenTasks tasks, Clock clock) {
        this.sessions = sessions;
        this.partner = partner;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Tells how the check stands. */
    record FaceAnswer(
            String state,
            String qrHref,
            String phoneHref,
            long secondsLeft,
            int attemptsLeft,
            TaskRef next,
            String message) {}

    @GetMapping
    FaceAnswer state(@PathVariable String taskId, Principal user) {
        try {
            return answer(taskId, tasks.open(taskId, user.getName()).file());
        } catch (TaskGone e) {
            if (e.next().isEmpty()) {
                throw e;
            }
            return moved(e.next().get());
        }
    }

    @PostMapping
    FaceAnswer renew(@PathVariable String taskId, Principal user) {
        CaseFile file = tasks.mine(taskId, user.getName(), RenewalProcess.Tasks.AUTHENTICATE_FACE)
                .file();
        if (!sessions.renew(file.number())) {
            return new FaceAnswer("UNAVAILABLE", null, null, 0, 0, null, "二维码更新过于频繁，请半小时后再试");
        }
        return answer(taskId, file);
    }

    @GetMapping(path = "/code.svg")
    ResponseEntity<String> code(@PathVariable String taskId, Principal user) {
        CaseFile file = tasks.mine(taskId, user.getName(), RenewalProcess.Tasks.AUTHENTICATE_FACE)
                .file();
        return sessions.newest(file.number())
                .flatMap(FaceSessions.FaceSession::scanUrl)
                .map(url -> ResponseEntity.ok()
                        .contentType(MediaType.valueOf("image/svg+xml"))
                        .header("Cache-Control", "no-store")
                        .body(QrSvg.of(url)))
                .orElse(ResponseEntity.notFound().build());
    }

    private FaceAnswer moved(TaskRef next) {
        boolean refused = next.element().equals(RenewalProcess.Tasks.AUTHENTICATE_FACE);
        return new FaceAnswer(
                refused ? "REFUSED" : "CONFIRMED", null, null, 0, 0, next, refused ? "认证未通过，请重新扫码" : "人脸认证成功");
    }

    private FaceAnswer answer(String taskId, CaseFile file) {
        Optional<FaceSessions.FaceSession> session = sessions.newest(file.number());
        if (session.isEmpty()) {
            return new FaceAnswer("OPENING", null, null, 0, 0, null, "正在生成二维码");
        }
        FaceSessions.FaceSession it = session.get();
        boolean waiting = it.state() == FaceSessions.State.WAITING;
        long left =
                Math.max(0, Duration.between(clock.instant(), it.expiresAt()).toSeconds());
        return new FaceAnswer(
                it.state().name(),
                waiting
                        ? "/api/tasks/" + taskId + "/face/code.svg?code="
                                + it.id().substring(0, 8)
                        : null,
                waiting && partner.isStandIn() ? it.scanUrl().orElse(null) : null,
                left,
                sessions.attemptsLeft(file.number()),
                null,
                message(it.state()));
    }

    private static String message(FaceSessions.State state) {
        return switch (state) {
            case OPENING -> "正在生成二维码";
            case WAITING -> "请使用手机APP“浙里办”扫一扫，进行实名认证";
            case CONFIRMED -> "人脸认证成功";
            case REFUSED -> "认证未通过，请重新扫码";
            case EXPIRED -> "二维码已失效，请更新二维码";
        };
    }
}
