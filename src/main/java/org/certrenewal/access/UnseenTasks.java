package org.certrenewal.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.certrenewal.access.refusal.DirectAnswer;
import org.certrenewal.access.refusal.Refusal;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives one answer for a task that is somebody else's and for one that isn't there, before the web applications'
 * resources are asked, which tell them apart by status and text, and fail at some that are done.
 */
@Component
@Order(SecurityProperties.DEFAULT_FILTER_ORDER + 3)
class UnseenTasks extends OncePerRequestFilter {

    private static final Pattern TASK = Pattern.compile(
            "/camunda/api/engine/engine/[^/]+/task/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/.*)?");

    private final TaskService tasks;
    private final IdentityService identity;
    private final DirectAnswer answer;

    UnseenTasks(TaskService tasks, IdentityService identity, DirectAnswer answer) {
        this.tasks = tasks;
        this.identity = identity;
        this.answer = answer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !TASK.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        Matcher task = TASK.matcher(request.getRequestURI());
        if (login == null || !task.matches() || sees(login, task.group(1))) {
            chain.doFilter(request, response);
            return;
        }
        answer.write(Refusal.GONE, request, response);
    }

    private boolean sees(Authentication login, String taskId) {
        identity.setAuthentication(login.getName(), WebappIdentity.groups(login));
        try {
            return tasks.createTaskQuery().taskId(taskId).count() > 0;
        } finally {
            identity.clearAuthentication();
        }
    }
}
