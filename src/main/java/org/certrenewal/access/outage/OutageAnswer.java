package org.certrenewal.access.outage;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.certrenewal.access.refusal.Navigation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Says that the database is away or busy: people get a page, programs a problem document (RFC 9457). */
@Component
class OutageAnswer {

    private static final Logger log = LoggerFactory.getLogger(OutageAnswer.class);

    private static final Map<DatabaseTrouble, Integer> RETRY_AFTER_SECONDS =
            Map.of(DatabaseTrouble.AWAY, 5, DatabaseTrouble.BUSY, 2);

    private final ObjectMapper json;
    private final ViewResolver views;

    OutageAnswer(ObjectMapper json, @Qualifier("viewResolver") @Lazy ViewResolver views) {
        this.json = json;
        this.views = views;
    }

    private record Words(String title, String detail) {}

    private static Words words(DatabaseTrouble trouble, boolean chinese) {
        if (trouble == DatabaseTrouble.AWAY) {
            return chinese
                    ? new Words("系统暂时不能办理", "数据库暂时连接不上，刚才的操作没有办成。已经保存的内容没有丢失，请过一会儿再试。")
                    : new Words(
                            "The service is away for a moment",
                            "The database cannot be reached, and what you just did was not done. Nothing saved is lost; please try again in a moment.");
        }
        return chinese
                ? new Words("系统正忙", "另一项操作还没有结束，刚才的操作没有办成。已经保存的内容没有丢失，请过几秒钟再试。")
                : new Words(
                        "The service is busy",
                        "Something else is not finished yet, and what you just did was not done. Nothing saved is lost; please try again in a few seconds.");
    }

    void write(DatabaseTrouble trouble, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.resetBuffer();
        // Whoever wanted to answer something else may have said how long that is.
        response.setContentLengthLong(-1);
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS.get(trouble)));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        if (isForPrograms(request)) {
            problem(trouble, request, response);
        } else {
            page(trouble, request, response);
        }
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        String accepted = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        return Navigation.isForPrograms(request) || accepted.contains("json") && !accepted.contains("html");
    }

    private void problem(DatabaseTrouble trouble, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Words words = words(trouble, isChinese(request));
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", words.title());
        problem.put("status", HttpStatus.SERVICE_UNAVAILABLE.value());
        problem.put("detail", words.detail());
        if (request.getRequestURI().startsWith("/camunda/")) {
            // What Camunda's own web applications show.
            problem.put("message", words.detail());
            response.setContentType("application/json");
        } else {
            response.setContentType("application/problem+json");
        }
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    /** A browser says which languages it speaks; whoever says nothing reads Chinese. */
    private static boolean isChinese(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                || !request.getLocale().getLanguage().equals(Locale.ENGLISH.getLanguage());
    }

    private void page(DatabaseTrouble trouble, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
        try {
            View view = views.resolveViewName("outage", Locale.CHINA);
            view.render(
                    Map.of("busy", trouble == DatabaseTrouble.BUSY, "again", "GET".equals(request.getMethod())),
                    request,
                    response);
        } catch (Exception e) {
            log.warn("the page of an outage can't be shown: {}", e.toString());
            plain(trouble, response);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    /** Needs nothing but the network. */
    private static void plain(DatabaseTrouble trouble, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        Words chinese = words(trouble, true);
        Words english = words(trouble, false);
        String page = "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>" + chinese.title()
                + "</title><h1>" + chinese.title() + "</h1><p>" + chinese.detail() + "</p><div lang=\"en\"><h2>"
                + english.title() + "</h2><p>" + english.detail() + "</p></div></html>";
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
