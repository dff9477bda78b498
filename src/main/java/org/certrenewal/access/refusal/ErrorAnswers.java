package org.certrenewal.access.refusal;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what was refused before or behind all controllers: a page for people, a problem document (RFC 9457) for
 * programs.
 */
@Controller
class ErrorAnswers extends BasicErrorController {

    private final ObjectMapper json;

    ErrorAnswers(
            ErrorAttributes attributes,
            ServerProperties server,
            ObjectProvider<ErrorViewResolver> resolvers,
            ObjectMapper json) {
        super(attributes, server.getError(), resolvers.orderedStream().toList());
        this.json = json;
    }

    @Override
    public ModelAndView errorHtml(HttpServletRequest request, HttpServletResponse response) {
        if (!Navigation.isForPrograms(request)) {
            ModelAndView page = super.errorHtml(request, response);
            Object sentence = request.getAttribute(SENTENCE);
            if (page != null && sentence != null) {
                page.addObject("problem", sentence);
            }
            return page;
        }
        HttpStatus status = getStatus(request);
        response.setStatus(status.value());
        response.setContentType(Problem.type(path(request)).toString());
        try {
            response.getOutputStream().write(json.writeValueAsBytes(body(request, status)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    @Override
    public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        HttpStatus status = getStatus(request);
        return ResponseEntity.status(status)
                .contentType(Problem.type(path(request)))
                .body(body(request, status));
    }

    /** Where an exception handler puts its sentence for the page. */
    static final String SENTENCE = ErrorAnswers.class.getName() + ".sentence";

    private static Map<String, Object> body(HttpServletRequest request, HttpStatus status) {
        return Problem.of(status, English.isReadBy(request), path(request));
    }

    private static String path(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return path == null ? request.getRequestURI() : path.toString();
    }

    /** Writes problem documents. */
    static final class Problem {

        private static final Map<HttpStatus, List<String>> SENTENCES = Map.of(
                HttpStatus.BAD_REQUEST,
                List.of(Refusal.UNREADABLE.chinese(), Refusal.UNREADABLE.english()),
                HttpStatus.UNAUTHORIZED,
                List.of("请先登录", "Please log in first."),
                HttpStatus.FORBIDDEN,
                List.of(Refusal.FORBIDDEN.chinese(), Refusal.FORBIDDEN.english()),
                HttpStatus.NOT_FOUND,
                List.of(Refusal.GONE.chinese(), Refusal.GONE.english()),
                HttpStatus.METHOD_NOT_ALLOWED,
                List.of("这个地址不接受这种请求", "This address doesn't take such requests."),
                HttpStatus.CONFLICT,
                List.of(Refusal.CHANGED.chinese(), Refusal.CHANGED.english()),
                HttpStatus.PAYLOAD_TOO_LARGE,
                List.of("提交的内容过大", "What was sent is too large."),
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                List.of("不能识别这种格式的内容", "Content of this type can't be read."),
                HttpStatus.TOO_MANY_REQUESTS,
                List.of("请求过于频繁，请稍后再试", "Too many requests. Please try again later."),
                HttpStatus.INTERNAL_SERVER_ERROR,
                List.of(Refusal.FAULT.chinese(), Refusal.FAULT.english()));

        private Problem() {}

        static MediaType type(String path) {
            return path.startsWith("/camunda/") ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON;
        }

        /** Returns the sentence for a status that nobody had a better one for. */
        static String sentence(HttpStatus status, boolean english) {
            HttpStatus known = SENTENCES.containsKey(status)
                    ? status
                    : status.is5xxServerError() ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.BAD_REQUEST;
            return SENTENCES.get(known).get(english ? 1 : 0);
        }

        static Map<String, Object> of(HttpStatus status, boolean english, String path) {
            String sentence = sentence(status, english);
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "about:blank");
            problem.put("title", english ? "Not done" : "没有办成");
            problem.put("status", status.value());
            problem.put("detail", sentence);
            if (path.startsWith("/camunda/")) {
                // What the web applications show.
                problem.put("message", sentence);
            }
            return problem;
        }
    }
}
