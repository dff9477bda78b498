package org.certrenewal.web.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.certrenewal.access.CertificateWithheld;
import org.certrenewal.access.ConflictOfInterest;
import org.certrenewal.access.NotYourTask;
import org.certrenewal.access.refusal.Refusal;
import org.certrenewal.casefile.CertificateTaken;
import org.certrenewal.casefile.IllegalTransition;
import org.certrenewal.casefile.NoSuchCase;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.casefile.StaleCase;
import org.certrenewal.process.StrictJson;
import org.certrenewal.process.tasks.NotAssigned;
import org.certrenewal.process.tasks.TaskGone;
import org.certrenewal.process.tasks.TaskTaken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what went wrong as a problem document (RFC 9457), in Chinese, with the fields concerned. */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail refused(SectionRefused refused) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, "填写的内容有误", "请按提示修改后再提交");
        problem.setProperty("errors", refused.problems());
        refused.version().ifPresent(version -> problem.setProperty("version", version));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail gone(TaskGone gone) {
        ProblemDetail problem = problem(
                gone.next().isPresent() ? HttpStatus.CONFLICT : HttpStatus.NOT_FOUND, "这一步已经办理完毕", gone.getMessage());
        gone.next().ifPresent(next -> problem.setProperty("next", next));
        return problem;
    }

    @ExceptionHandler
    ProblemDetail taken(TaskTaken taken) {
        return problem(HttpStatus.CONFLICT, "已由同事领取", taken.getMessage());
    }

    @ExceptionHandler({StaleCase.class, OptimisticLockingException.class, ConcurrencyFailureException.class})
    ProblemDetail stale(RuntimeException stale) {
        return problem(HttpStatus.CONFLICT, "内容已在别处更改", "这个办件刚刚在另一个窗口或设备上更改过，请刷新后再试");
    }

    /** Two did something at the same moment that only one can do; nobody has to have entered anything wrong. */
    @ExceptionHandler
    ProblemDetail collision(DuplicateKeyException collision) {
        log.warn("answered 409: {}", collision.toString());
        return problem(HttpStatus.CONFLICT, "没有办成", Refusal.AT_ONCE.chinese());
    }

    /** What the case's state doesn't allow, somebody else has made so meanwhile, or the program is wrong. */
    @ExceptionHandler
    ProblemDetail illegal(IllegalTransition illegal) {
        log.error("answered 409: {}", illegal.getMessage());
        return problem(HttpStatus.CONFLICT, "没有办成", Refusal.CHANGED.chinese());
    }

    @ExceptionHandler
    ProblemDetail taken(CertificateTaken taken) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, "重复提交", "同样的内容刚刚提交过，请刷新后查看");
        problem.setProperty("errors", List.of(new Problem("certificate.number", "该证书刚刚被另一件申请使用，请刷新后再试")));
        return problem;
    }

    @ExceptionHandler({NotYourTask.class, ConflictOfInterest.class, NotAssigned.class, CertificateWithheld.class})
    ProblemDetail forbidden(RuntimeException forbidden) {
        return problem(HttpStatus.FORBIDDEN, "不能办理", forbidden.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unauthorised(AuthorizationException unauthorised) {
        log.warn("refused: {}", unauthorised.getMessage());
        return problem(HttpStatus.FORBIDDEN, "没有权限", "您没有权限进行这项操作");
    }

    @ExceptionHandler
    ProblemDetail noCase(NoSuchCase none) {
        return problem(HttpStatus.NOT_FOUND, "没有这个办件", "没有找到这个办件，或者不在您名下");
    }

    /** What the engine can't do for a reason that is nobody's fault here; its own words are for programmers. */
    @ExceptionHandler
    ProblemDetail engine(ProcessEngineException failure) {
        Refusal refusal = Refusal.in(failure).orElseThrow(() -> failure);
        log.warn("answered {}: {}", refusal.status().value(), failure.toString());
        return problem(
                refusal.status(), refusal.status() == HttpStatus.BAD_REQUEST ? "请求有误" : "暂时不能办理", refusal.chinese());
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        Optional<Problem> field = StrictJson.problem(unreadable.getCause());
        if (field.isPresent()) {
            return refused(new SectionRefused(List.of(field.get())));
        }
        return problem(HttpStatus.BAD_REQUEST, "请求有误", "提交的内容无法识别，请刷新页面后重试");
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setType(URI.create("about:blank"));
        problem.setProperties(new LinkedHashMap<>());
        return problem;
    }
}
