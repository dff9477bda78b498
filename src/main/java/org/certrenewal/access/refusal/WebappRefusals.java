package org.certrenewal.access.refusal;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.glassfish.jersey.internal.spi.ForcedAutoDiscoverable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Stands before the answers of all of the web applications' REST resources, theirs and our plugins'. Jersey finds it by
 * {@code META-INF/services}, so that no application can come without it. The shape of an answer stays: type and
 * message.
 */
public final class WebappRefusals implements ForcedAutoDiscoverable {

    private static final Logger log = LoggerFactory.getLogger(WebappRefusals.class);

    /** Before the shipped mappers of the same exceptions. */
    private static final int FIRST = 1;

    @Override
    public void configure(FeatureContext application) {
        application.register(OfAnything.class, FIRST);
        application.register(OfRest.class, FIRST);
        application.register(OfEngine.class, FIRST);
        application.register(OfUnreadable.class, FIRST);
        application.register(OfUnfitting.class, FIRST);
        application.register(NothingSent.class, FIRST);
    }

    private abstract static class Mapper<T extends Throwable> implements ExceptionMapper<T> {

        @Context
        private HttpServletRequest request;

        @Context
        private HttpHeaders headers;

        @Override
        public Response toResponse(T failure) {
            Refusal refusal = refusal(failure);
            String call = request == null ? "" : request.getMethod() + " " + request.getRequestURI();
            if (refusal.status().is5xxServerError()) {
                log.error("{} failed", call, failure);
            } else {
                log.warn("{} answered {}: {}", call, refusal.status().value(), root(failure));
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("type", refusal.type());
            answer.put(
                    "message",
                    refusal.sentence(English.isAskedFor(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE))));
            return Response.status(refusal.status().value())
                    .entity(answer)
                    .type(MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8"))
                    .build();
        }

        private static Refusal refusal(Throwable failure) {
            Optional<Refusal> known = Refusal.in(failure);
            if (known.isPresent()) {
                return known.get();
            }
            int status = failure instanceof RestException rest && rest.getStatus() != null
                    ? rest.getStatus().getStatusCode()
                    : failure instanceof WebApplicationException web
                            ? web.getResponse().getStatus()
                            : HttpStatus.INTERNAL_SERVER_ERROR.value();
            return byStatus(status);
        }

        /** One line, whatever is in it. */
        private static String root(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            return root.toString().replaceAll("\\s+", " ");
        }
    }

    private static Refusal byStatus(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        if (known == null || known.is5xxServerError()) {
            return Refusal.FAULT;
        }
        return switch (known) {
            case FORBIDDEN -> Refusal.FORBIDDEN;
            case NOT_FOUND -> Refusal.GONE;
            case CONFLICT -> Refusal.CHANGED;
            default ->
                new Refusal(
                        known.is4xxClientError() ? known : HttpStatus.BAD_REQUEST,
                        "BadRequest",
                        Refusal.UNREADABLE.chinese(),
                        Refusal.UNREADABLE.english());
        };
    }

    /** Takes what no other takes; a redirect and the like pass. */
    static final class OfAnything extends Mapper<Throwable> {

        @Override
        public Response toResponse(Throwable failure) {
            boolean isNoFailure = failure instanceof WebApplicationException web
                    && web.getResponse().getStatus() < HttpStatus.BAD_REQUEST.value();
            return isNoFailure ? ((WebApplicationException) failure).getResponse() : super.toResponse(failure);
        }
    }

    static final class OfRest extends Mapper<RestException> {}

    static final class OfEngine extends Mapper<ProcessEngineException> {}

    static final class OfUnreadable extends Mapper<JsonParseException> {}

    static final class OfUnfitting extends Mapper<JsonMappingException> {}

    /** Refuses a body {@code null}, which the shipped resources take for an object. */
    static final class NothingSent implements ReaderInterceptor {

        @Override
        public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
            Object read = context.proceed();
            boolean isJson = context.getMediaType() != null
                    && MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType());
            boolean isSent = context.getHeaders().containsKey(HttpHeaders.CONTENT_LENGTH)
                    && !"0".equals(context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH));
            boolean isNothing =
                    read == null || read instanceof String text && text.strip().equals("null");
            if (isNothing && isJson && isSent) {
                throw new WebApplicationException(Response.Status.BAD_REQUEST);
            }
            return read;
        }
    }
}
