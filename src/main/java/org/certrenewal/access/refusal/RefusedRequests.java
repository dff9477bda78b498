package org.certrenewal.access.refusal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Answers whatever a controller of ours was not asked rightly, or couldn't do because of a colleague, and nobody before
 * has answered: pages with the page of errors and a sentence, {@code /api} with a problem document.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RefusedRequests {

    private static final Logger log = LoggerFactory.getLogger(RefusedRequests.class);

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(
            Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        Optional<Refusal> refusal = Refusal.in(failure);
        HttpStatus status = refusal.map(Refusal::status).orElseGet(() -> status(failure));
        if (status == null || status.is5xxServerError() || response.isCommitted()) {
            // Ours to mend, or somebody's further out to answer.
            throw failure;
        }
        String path = request.getRequestURI();
        boolean english = English.isReadBy(request);
        log.warn(
                "{} {} answered {}: {}",
                request.getMethod(),
                path,
                status.value(),
                failure.toString().replaceAll("\\s+", " "));
        if (!Navigation.isForPrograms(request)) {
            // The page's own script puts it into English.
            refusal.ifPresent(it -> request.setAttribute(ErrorAnswers.SENTENCE, it.chinese()));
            response.sendError(status.value());
            return null;
        }
        Map<String, Object> problem = ErrorAnswers.Problem.of(status, english, path);
        refusal.ifPresent(it -> problem.put("detail", it.sentence(english)));
        return ResponseEntity.status(status)
                .contentType(ErrorAnswers.Problem.type(path))
                .body(problem);
    }

    private static HttpStatus status(Exception failure) {
        if (failure instanceof ErrorResponse said) {
            return HttpStatus.resolve(said.getStatusCode().value());
        }
        if (failure instanceof InvalidMimeTypeException) {
            return HttpStatus.UNSUPPORTED_MEDIA_TYPE;
        }
        return failure instanceof TypeMismatchException || failure instanceof HttpMessageNotReadableException
                ? HttpStatus.BAD_REQUEST
                : null;
    }
}
