package org.certrenewal.stages.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.Problem;
import org.certrenewal.documents.Typeface;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Prose;

/** Checks that an unfavourable answer has a ground from the closed list and reasons of substance (行政许可法 Art 38). */
final class Reasons {

    static final String WANTED = "请写明具体理由，10至" + Lengths.REASONS + "个字";

    static final String UNVERIFIED = "这一依据的条文尚未核实，不能据以作出决定，请选择其他依据，或者请系统管理员核实后再选";

    private static final int SHORTEST = 10;

    private Reasons() {}

    static List<Problem> problems(String ground, String reasons, List<Grounds.Ground> closed) {
        List<Problem> problems = new ArrayList<>();
        Grounds.find(closed, ground)
                .ifPresentOrElse(
                        found -> {
                            if (!found.usable()) {
                                problems.add(new Problem("ground", UNVERIFIED));
                            }
                        },
                        () -> problems.add(new Problem("ground", "请从列表中选择法律依据")));
        problem("reasons", reasons, WANTED).ifPresent(problems::add);
        return problems;
    }

    /** Says what is wrong with reasons that a letter gives: no substance, or a character that no font holds. */
    static Optional<Problem> problem(String field, String reasons, String wanted) {
        return hasSubstance(reasons)
                ? Typeface.official().objection(reasons).map(objection -> new Problem(field, objection))
                : Optional.of(new Problem(field, wanted));
    }

    /** Tells whether a text says something: long enough, and not one sign over and over. */
    static boolean hasSubstance(String text) {
        String words = text == null ? "" : Prose.paragraphs(text);
        return Lengths.of(words) >= SHORTEST
                && Lengths.of(words) <= Lengths.REASONS
                && words.codePoints()
                                .filter(Character::isLetterOrDigit)
                                .distinct()
                                .count()
                        >= SHORTEST / 2;
    }
}
