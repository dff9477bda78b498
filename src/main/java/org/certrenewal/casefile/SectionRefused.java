package org.certrenewal.casefile;

import java.util.List;
import java.util.stream.Collectors;

/** Says that what was entered can't be taken, and why, field by field. */
public class SectionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SectionRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("；")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
