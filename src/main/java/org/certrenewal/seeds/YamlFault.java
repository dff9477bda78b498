package org.certrenewal.seeds;

import java.util.OptionalInt;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Tells where a text isn't well-formed YAML, whoever was reading it. */
public final class YamlFault {

    private YamlFault() {}

    /** Returns the line, the first being 1; empty if the failure is another, or its place isn't known. */
    public static OptionalInt line(Throwable failure) {
        return failure instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null
                ? OptionalInt.of(yaml.getProblemMark().getLine() + 1)
                : OptionalInt.empty();
    }
}
