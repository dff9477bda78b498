package org.certrenewal.access.refusal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.certrenewal.casefile.Problem;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Gives each reader the problem that a controller has told: a program the document, in English for who reads English
 * (sentences that the pages have no English for stay), and a person whose link leads to it a page, whose own script
 * puts it into English.
 */
@ControllerAdvice
class ProblemsForReaders implements ResponseBodyAdvice<Object> {

    private static final String ERRORS = "errors";

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object beforeBodyWrite(
            Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!(body instanceof ProblemDetail problem)) {
            return body;
        }
        HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
        if (Navigation.isByPerson(asked) && !Navigation.isForPrograms(asked)) {
            return page(problem, asked, ((ServletServerHttpResponse) response).getServletResponse());
        }
        if (English.isAskedFor(request.getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE))) {
            problem.setTitle(problem.getTitle() == null ? null : English.of(problem.getTitle()));
            problem.setDetail(problem.getDetail() == null ? null : English.of(problem.getDetail()));
            Map<String, Object> more = problem.getProperties();
            if (more != null && more.get(ERRORS) instanceof List<?> errors) {
                more.put(
                        ERRORS, errors.stream().map(ProblemsForReaders::english).toList());
            }
        }
        return body;
    }

    private static Object page(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response) {
        try {
            request.setAttribute(ErrorAnswers.SENTENCE, problem.getDetail());
            response.sendError(problem.getStatus());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object english(Object error) {
        return error instanceof Problem problem ? new Problem(problem.field(), English.of(problem.message())) : error;
    }
}
