package org.certrenewal.access.machines;

import java.time.Duration;
import java.util.Optional;

/** Is thrown by a call of {@code /api/v1} that can't be answered as asked. */
public class ApiRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ApiProblem problem;
    private final String parameter;
    private final String detail;
    private final String retryAfter;

    public ApiRefused(ApiProblem problem) {
        this(problem, null, null);
    }

    /**
     * Refuses because of one parameter.
     *
     * @param parameter its name, or null
     * @param detail what is wrong with it, in Chinese, without repeating what was sent; null for the problem's own
     *     words
     */
    public ApiRefused(ApiProblem problem, String parameter, String detail) {
        this(problem, parameter, detail, null);
    }

    private ApiRefused(ApiProblem problem, String parameter, String detail, String retryAfter) {
        super(problem.code());
        this.problem = problem;
        this.parameter = parameter;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** Says after how long it may be tried again. */
    public ApiRefused after(Duration wait) {
        return new ApiRefused(problem, parameter, detail, String.valueOf(Math.max(1, wait.toSeconds())));
    }

    public ApiProblem problem() {
        return problem;
    }

    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }

    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    /** Returns the seconds to wait, where that helps. */
    public Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
