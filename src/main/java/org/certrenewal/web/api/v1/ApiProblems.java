package org.certrenewal.web.api.v1;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what a program asked wrongly as a problem document (RFC 9457) with a code that stays. */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(ApiRefused refused, HttpServletRequest request) {
        Map<String, Object> document = refused.problem().document(request);
        refused.detail().ifPresent(detail -> document.put("detail", detail));
        refused.parameter().ifPresent(name -> document.put("parameter", name));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(refused.problem().status());
        refused.retryAfter().ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait));
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(document);
    }

    /** What was sent isn't repeated, nor logged. */
    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Map<String, Object>> unreadable(HttpServletRequest request) {
        return refused(new ApiRefused(ApiProblem.BAD_REQUEST), request);
    }
}
