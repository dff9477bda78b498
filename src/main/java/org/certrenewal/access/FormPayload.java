package org.certrenewal.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.certrenewal.access.refusal.English;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.process.StrictJson;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at what comes with a form that the web applications submit, before they read it: {@code direction} as a text
 * passes, anything else is refused. The shipped resources would build whatever type is named, files and serialized
 * objects too, and some fail at that; now they only ever read a body that is written here.
 */
@Component
@Order(SecurityProperties.DEFAULT_FILTER_ORDER + 2)
class FormPayload extends OncePerRequestFilter {

    private static final Pattern FORMS =
            Pattern.compile("/camunda/api/engine/engine/[^/]+/(task|process-definition)/.+/submit-form/?");
    private static final String VARIABLES = "variables";
    private static final String BUSINESS_KEY = "businessKey";

    private final ObjectMapper json;
    private final StrictJson strict;

    FormPayload(ObjectMapper json, StrictJson strict) {
        this.json = json;
        this.strict = strict;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !FORMS.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = json.writeValueAsBytes(cleaned(request.getInputStream().readAllBytes()));
        } catch (Refused refused) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            json.writeValue(
                    response.getOutputStream(),
                    Map.of(
                            "type",
                            "BadRequest",
                            "message",
                            English.isReadBy(request) ? English.of(refused.getMessage()) : refused.getMessage()));
            return;
        }
        chain.doFilter(new Cleaned(request, body), response);
    }

    /** Writes anew what may pass. */
    private ObjectNode cleaned(byte[] body) throws Refused {
        JsonNode sent = parsed(body);
        ObjectNode clean = json.createObjectNode();
        ObjectNode variables = clean.putObject(VARIABLES);
        if (sent.isMissingNode()) {
            return clean;
        }
        if (!sent.isObject()
                || sent.hasNonNull(VARIABLES) && !sent.get(VARIABLES).isObject()) {
            throw new Refused("提交的内容无法识别，请刷新页面后重试");
        }
        for (Map.Entry<String, JsonNode> field : sent.path(VARIABLES).properties()) {
            JsonNode value = field.getValue().path("value");
            if (!Variables.DIRECTION.equals(field.getKey()) || !value.isTextual()) {
                throw new Refused("不能随任务提交变量“" + field.getKey() + "”，表单内容请通过表单保存");
            }
            variables
                    .putObject(Variables.DIRECTION)
                    .put("value", value.textValue())
                    .put("type", "String");
        }
        // The guard in the engine says what is wrong with a number of one's own choice.
        if (sent.path(BUSINESS_KEY).isTextual()) {
            clean.put(BUSINESS_KEY, sent.get(BUSINESS_KEY).textValue());
        }
        return clean;
    }

    private JsonNode parsed(byte[] body) throws Refused {
        try {
            return strict.tree(body);
        } catch (JsonProcessingException e) {
            throw new Refused("提交的内容无法识别，请刷新页面后重试");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Holds another body. */
    private static final class Cleaned extends HttpServletRequestWrapper {

        private final byte[] body;

        Cleaned(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public long getContentLengthLong() {
            return body.length;
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("everything is there already");
                }
            };
        }
    }
}
