package org.certrenewal.stages.review;

import java.util.ArrayList;
import java.util.List;
import org.certrenewal.casefile.Problem;
import org.certrenewal.typed.Lengths;

/** Checks that an unfavourable answer has a ground from the closed list and reasons of substance (行政许可法 Art 38). */
final class Reasons {

    static final String WANTED = "请写明具体理由，10至" + Lengths.REASONS + "个字";

    private static final int SHORTEST = 10;

    private Reasons() {}

    static List<Problem> problems(String ground, String reasons, List<Grounds.Ground> closed) {
        List<Problem> problems = new ArrayList<>();
        if (Grounds.find(closed, ground).isEmpty()) {
            problems.add(new Problem("ground", "请从列表中选择法律依据"));
        }
        if (!hasSubstance(reasons)) {
            problems.add(new Problem("reasons", WANTED));
        }
        return problems;
    }

    /** Tells whether a text says something: long enough, and not one sign over and over. */
    static boolean hasSubstance(String text) {
        String words = text == null ? "" : text.strip();
        return Lengths.of(words) >= SHORTEST
                && Lengths.of(words) <= Lengths.REASONS
                && words.codePoints()
                                .filter(Character::isLetterOrDigit)
                                .distinct()
                                .count()
                        >= SHORTEST / 2;
    }
}
