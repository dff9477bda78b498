package org.certrenewal.access.refusal;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what nobody behind it can read and would fail at: a body of no kind in particular, and a form of several
 * parts that doesn't say where they end.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ReadableRequests extends OncePerRequestFilter {

    private static final String BOUNDARY = "boundary";

    private final ObjectMapper json;

    ReadableRequests(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpStatus status = refused(request.getContentType());
        if (status == null) {
            chain.doFilter(request, response);
        } else {
            // Written here: whoever shows errors can't read the request either.
            String path = request.getRequestURI();
            boolean english = English.isReadBy(request);
            response.setStatus(status.value());
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            if (ErrorAnswers.Problem.isForPrograms(path)) {
                response.setContentType(ErrorAnswers.Problem.type(path).toString());
                json.writeValue(response.getOutputStream(), ErrorAnswers.Problem.of(status, english, path));
            } else {
                response.setContentType(MediaType.TEXT_PLAIN_VALUE);
                response.getWriter().write(ErrorAnswers.Problem.sentence(status, english));
            }
        }
    }

    private static HttpStatus refused(String type) {
        if (type == null) {
            return null;
        }
        try {
            MediaType named = MediaType.parseMediaType(type);
            if (named.isWildcardType() || named.isWildcardSubtype()) {
                return HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            }
            boolean endless = named.getType().equals("multipart") && named.getParameter(BOUNDARY) == null;
            return endless ? HttpStatus.BAD_REQUEST : null;
        } catch (InvalidMediaTypeException e) {
            return HttpStatus.UNSUPPORTED_MEDIA_TYPE;
        }
    }
}
