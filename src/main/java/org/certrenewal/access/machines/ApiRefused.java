package org.certrenewal.access.machines;

import java.util.Optional;

/** Is thrown by a call of {@code /api/v1} that can't be answered as asked. */
public class ApiRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ApiProblem problem;
    private final String parameter;
    private final String detail;

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
        super(problem.code());
        this.problem = problem;
        this.parameter = parameter;
        this.detail = detail;
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
}
