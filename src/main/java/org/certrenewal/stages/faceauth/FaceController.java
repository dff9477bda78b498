package org.certrenewal.stages.faceauth;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.privacy.Consents;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.tasks.OpenTasks;
import org.certrenewal.process.tasks.OpenTasks.TaskRef;
import org.certrenewal.process.tasks.TaskGone;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the QR code and tells how the check stands; the page asks every two seconds. */
@RestController
@RequestMapping("/api/tasks/{taskId}/face")
class FaceController {

    /** A partner that answers does so sooner. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String AWAY = "人脸识别服务暂时联系不上，系统会自动重试。您可以稍后再来，已填写的内容都会保留；也可以选择到窗口核验身份。";

    private final FaceSessions sessions;
    private final OpenTasks tasks;
    private final CounterChecks counter;
    private final Consents consents;
    private final Offices offices;
    private final Clock clock;
    private final String baseUrl;

    FaceController(
            FaceSessions sessions,
            OpenTasks tasks,
            CounterChecks counter,
            Consents consents,
            Offices offices,
            Clock clock,
            @Value("${renewal.base-url}") String baseUrl) {
        this.sessions = sessions;
        this.tasks = tasks;
        this.counter = counter;
        this.consents = consents;
        this.offices = offices;
        this.clock = clock;
        this.baseUrl = baseUrl;
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

    /** Says whether somebody agrees to the face check. */
    record ConsentAnswer(Boolean agreed) {}

    /** Names the office at whose counter somebody wants to be known. */
    record CounterChoice(String office) {}

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
        if (!agreed(file)) {
            return answer(taskId, file);
        }
        if (!sessions.renew(file.number())) {
            return new FaceAnswer("UNAVAILABLE", null, null, 0, 0, null, "二维码更新过于频繁，请半小时后再试");
        }
        return answer(taskId, file);
    }

    /** Takes the separate consent that sensitive data need (个人信息保护法 Art 29), or that it is declined. */
    @PostMapping(path = "/consent")
    FaceAnswer consent(@PathVariable String taskId, @RequestBody ConsentAnswer answer, Principal user) {
        CaseFile file = tasks.mine(taskId, user.getName(), RenewalProcess.Tasks.AUTHENTICATE_FACE)
                .file();
        if (answer.agreed() == null) {
            throw new SectionRefused(List.of(new Problem("agreed", "请选择是否同意人脸识别")));
        }
        consents.answer(
                user.getName(),
                Consents.Kind.FACE,
                answer.agreed() ? Consents.Answer.GIVEN : Consents.Answer.REFUSED,
                Optional.of(file.number()));
        if (answer.agreed()) {
            counter.cancel(file.number());
            // The code may have run out while the text was read.
            sessions.renew(file.number());
        }
        return answer(taskId, file);
    }

    /** 到窗口核验身份, instead of the face check. */
    @PostMapping(path = "/counter")
    FaceAnswer atTheCounter(@PathVariable String taskId, @RequestBody CounterChoice choice, Principal user) {
        CaseFile file = tasks.mine(taskId, user.getName(), RenewalProcess.Tasks.AUTHENTICATE_FACE)
                .file();
        Office office = Optional.ofNullable(choice.office())
                .flatMap(offices::withCode)
                .orElseThrow(() -> new SectionRefused(List.of(new Problem("office", "请选择到哪个机关的窗口核验身份"))));
        counter.request(file, office.code());
        return answer(taskId, file);
    }

    @GetMapping(path = "/code.svg")
    ResponseEntity<String> code(@PathVariable String taskId, Principal user) {
        CaseFile file = tasks.mine(taskId, user.getName(), RenewalProcess.Tasks.AUTHENTICATE_FACE)
                .file();
        return Optional.of(file)
                .filter(this::agreed)
                .flatMap(it -> sessions.newest(it.number()))
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
                refused ? "REFUSED" : "CONFIRMED", null, null, 0, 0, next, refused ? "认证未通过，请重新扫码" : "身份认证成功");
    }

    private boolean agreed(CaseFile file) {
        return consents.newest(file.applicant(), Consents.Kind.FACE, file.number())
                .filter(it -> it.answer() == Consents.Answer.GIVEN)
                .isPresent();
    }

    private FaceAnswer answer(String taskId, CaseFile file) {
        Optional<Office> atCounter = counter.waiting(file.number()).flatMap(it -> offices.withCode(it.office()));
        if (atCounter.isPresent()) {
            Office office = atCounter.get();
            return new FaceAnswer(
                    "COUNTER",
                    null,
                    null,
                    0,
                    0,
                    null,
                    "请本人携带有效身份证件，到" + office.name() + "窗口核验身份。地址：" + office.address() + "，电话：" + office.telephone()
                            + "，办公时间：" + office.hours() + "。办件编号：" + file.number() + "。核验通过后，登录即可继续办理。");
        }
        if (!agreed(file)) {
            return new FaceAnswer("CONSENT", null, null, 0, 0, null, "请选择核验身份的方式");
        }
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
                waiting
                        ? it.scanUrl()
                                .filter(FaceController::isAddress)
                                .map(this::here)
                                .orElse(null)
                        : null,
                left,
                sessions.attemptsLeft(file.number()),
                null,
                message(it));
    }

    /** A provider's code may hold anything; only an address leads anywhere on the applicant's own phone. */
    private static boolean isAddress(String code) {
        return code.startsWith("https://") || code.startsWith("http://");
    }

    /** A page of ours is opened under the name by which the applicant has reached us. */
    private String here(String address) {
        return address.startsWith(baseUrl + "/") ? address.substring(baseUrl.length()) : address;
    }

    private String message(FaceSessions.FaceSession session) {
        boolean away = session.scanUrl().isEmpty()
                && clock.instant().isAfter(session.openedAt().plus(PATIENCE));
        return switch (session.state()) {
            case OPENING -> away ? AWAY : "正在生成二维码";
            case WAITING -> "请使用手机APP“浙里办”扫一扫，进行实名认证";
            case CONFIRMED -> "人脸认证成功";
            case REFUSED -> "认证未通过，请重新扫码";
            case EXPIRED -> away ? AWAY : "二维码已失效，请更新二维码";
        };
    }
}
