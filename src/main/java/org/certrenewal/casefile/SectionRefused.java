package org.certrenewal.casefile;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Says that what was entered can't be taken, and why, field by field. */
public class SectionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient OptionalInt version;

    public SectionRefused(List<Problem> problems) {
        this(problems, OptionalInt.empty());
    }

    /**
     * Says so although what was entered is kept.
     *
     * @param version the case's version with what was entered
     */
    public SectionRefused(List<Problem> problems, int version) {
        this(problems, OptionalInt.of(version));
    }

    private SectionRefused(List<Problem> problems, OptionalInt version) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("；")));
        this.problems = List.copyOf(problems);
        this.version = version;
    }

    /** Returns the case's new version, where what was entered is kept. */
    public OptionalInt version() {
        return version;
    }

    public List<Problem> problems() {
        return problems;
    }
}
