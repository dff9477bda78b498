package org.certrenewal.access.refusal;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers a request that nobody can read, so that whoever shows errors couldn't read it either. */
@Component
public class DirectAnswer {

    private static final Logger log = LoggerFactory.getLogger(DirectAnswer.class);

    private final ObjectMapper json;

    DirectAnswer(ObjectMapper json) {
        this.json = json;
    }

    /** Writes a problem document for programs, a sentence for others. */
    public void write(HttpStatus status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        boolean english = English.isReadBy(request);
        response.setStatus(status.value());
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        if (Navigation.isForPrograms(request)) {
            response.setContentType(ErrorAnswers.Problem.type(path).toString());
            json.writeValue(response.getOutputStream(), ErrorAnswers.Problem.of(status, english, path));
        } else {
            response.setContentType(MediaType.TEXT_PLAIN_VALUE);
            response.getWriter().write(ErrorAnswers.Problem.sentence(status, english));
        }
    }

    /** Answers the web applications' REST with a refusal, in the shape that they know: type and message. */
    public void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.warn(
                "{} {} answered {}",
                request.getMethod(),
                request.getRequestURI(),
                refusal.status().value());
        response.setStatus(refusal.status().value());
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(
                response.getOutputStream(),
                Map.of("type", refusal.type(), "message", refusal.sentence(English.isReadBy(request))));
    }
}
