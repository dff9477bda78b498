package org.certrenewal.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.certrenewal.access.refusal.Navigation;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Shows a page, and not the problem document, to a person whose link leads to something that can't be had. */
@ControllerAdvice
class PagesForPeople implements ResponseBodyAdvice<Object> {

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public Object beforeBodyWrite(
            Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest asked,
            ServerHttpResponse answered) {
        if (!(body instanceof ProblemDetail problem)) {
            return body;
        }
        HttpServletRequest request = ((ServletServerHttpRequest) asked).getServletRequest();
        HttpServletResponse response = ((ServletServerHttpResponse) answered).getServletResponse();
        if (Navigation.isForPrograms(request)) {
            return body;
        }
        try {
            Navigation.say(request, problem.getDetail());
            response.sendError(problem.getStatus());
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
