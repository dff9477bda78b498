package org.certrenewal.stages.faceauth;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.certrenewal.access.refusal.SameMoment;
import org.certrenewal.partners.face.FaceCallbacks;
import org.certrenewal.partners.face.FaceCallbacks.Refused;
import org.certrenewal.process.FaceAuthentication.Answer;
import org.certrenewal.process.FaceAuthentication.Callback;
import org.certrenewal.process.FaceAuthentication.Heard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what the partner says of a face check: signed, once, about the very person and case. Whoever can't sign learns
 * nothing, not even whether there is such a check.
 */
@RestController
class FaceCallbackController {

    private static final Logger log = LoggerFactory.getLogger(FaceCallbackController.class);

    private final Optional<FaceCallbacks> callbacks;
    private final FaceSessions sessions;
    private final ApplicationEventPublisher events;

    FaceCallbackController(Optional<FaceCallbacks> callbacks, FaceSessions sessions, ApplicationEventPublisher events) {
        this.callbacks = callbacks;
        this.sessions = sessions;
        this.events = events;
    }

    @PostMapping(path = "/partners/face/callback", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProblemDetail> take(HttpServletRequest request) throws IOException {
        if (callbacks.isEmpty()) {
            return answer(HttpStatus.NOT_FOUND, "没有接入人脸识别服务");
        }
        Heard heard;
        try {
            Answer answer = callbacks.get().read(request);
            AtomicReference<Heard> said = new AtomicReference<>();
            SameMoment.again(() -> said.set(sessions.hear(answer)));
            heard = said.get();
        } catch (Refused refused) {
            heard = refused.heard();
        }
        events.publishEvent(new Callback(heard));
        if (heard == Heard.TAKEN) {
            return ResponseEntity.noContent().build();
        }
        log.warn("a callback about a face check was refused: {}", heard.label());
        return switch (heard) {
            case FORGED -> answer(HttpStatus.UNAUTHORIZED, "签名缺失、无效，或者密钥不明");
            case REPLAYED -> answer(HttpStatus.CONFLICT, "同一请求已经收到过");
            case REPEATED -> answer(HttpStatus.CONFLICT, "这次认证已经有结果");
            case FOREIGN -> answer(HttpStatus.NOT_FOUND, "没有这次认证");
            case MISTAKEN -> answer(HttpStatus.UNPROCESSABLE_ENTITY, "结果与这次认证的人员或者办件不符");
            case LATE -> answer(HttpStatus.GONE, "请求或者认证已经过期");
            case MALFORMED, TAKEN -> answer(HttpStatus.BAD_REQUEST, "内容无法识别");
        };
    }

    private static ResponseEntity<ProblemDetail> answer(HttpStatus status, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle("没有接受这个结果");
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
