package org.certrenewal.access.refusal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what nobody behind it can read and would fail at: a body of no kind in particular. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ReadableRequests extends OncePerRequestFilter {

    private final DirectAnswer answer;

    ReadableRequests(DirectAnswer answer) {
        this.answer = answer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpStatus status = refused(request.getContentType());
        if (status == null) {
            chain.doFilter(request, response);
        } else {
            answer.write(status, request, response);
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
            return null;
        } catch (InvalidMediaTypeException e) {
            return HttpStatus.UNSUPPORTED_MEDIA_TYPE;
        }
    }
}
