package org.certrenewal.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.certrenewal.access.refusal.Navigation;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Shows people a page where an address leads nowhere; programs get the problem document. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageErrors {

    @ExceptionHandler({NoResourceFoundException.class, ResponseStatusException.class})
    ResponseEntity<ProblemDetail> nowhere(Exception nowhere, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ErrorResponse error = (ErrorResponse) nowhere;
        if (Navigation.isForPrograms(request)) {
            return ResponseEntity.status(error.getStatusCode()).body(error.getBody());
        }
        response.sendError(error.getStatusCode().value());
        return null;
    }
}
