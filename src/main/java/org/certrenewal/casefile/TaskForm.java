package org.certrenewal.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.certrenewal.typed.Lengths;

/**
 * Stands behind the form of one user task: what it shows, when what was entered is valid, and what follows from it.
 * Each stage brings one for each of its forms.
 *
 * @param <S> what the form's section holds
 */
public interface TaskForm<S> {

    /** Returns the id of the user task in the model. */
    String element();

    /** Returns the section that the form reads and writes. */
    Section<S> section();

    /**
     * Returns what the form shows beside what was entered, as a record that is turned into JSON.
     *
     * @param file the case
     */
    Object context(CaseFile file);

    /**
     * Returns what is wrong with the section, as far as it can be told from the section and the case alone. A task with
     * a problem can't be completed on any path.
     *
     * @param entered what was entered; null if nothing was
     */
    List<Problem> validate(CaseFile file, S entered);

    /**
     * Returns what is wrong with the section: what is too long for its field, and what {@link #validate} finds.
     *
     * @param entered what was entered; null if nothing was
     */
    default List<Problem> problems(CaseFile file, S entered) {
        Map<String, String> tooLong = Lengths.tooLong(entered);
        List<Problem> problems = new ArrayList<>();
        tooLong.forEach((field, message) -> problems.add(new Problem(field, message)));
        validate(file, entered).stream()
                .filter(problem -> !tooLong.containsKey(problem.field()))
                .forEach(problems::add);
        return problems;
    }

    /**
     * Returns what was entered in the one form in which it is kept from then on: numbers and codes as they are, not as
     * they were typed. A draft is kept as typed.
     *
     * @param entered what was entered, without {@link #problems problems}
     */
    default S tidied(S entered) {
        return entered;
    }

    /**
     * Returns what is kept of a form that is sent forwards: with it, what the server adds, such as dates, hashes and
     * seals.
     *
     * @param entered what was entered, {@link #tidied tidied}
     */
    default S kept(CaseFile file, S entered) {
        return entered;
    }

    /**
     * Returns what the step that follows would refuse, so that the form can say so at once. The step itself asks again;
     * in the same click the answer is the same.
     *
     * @param entered what was entered, without {@link #problems problems}
     */
    default List<Problem> foresee(CaseFile file, S entered) {
        return List.of();
    }

    /**
     * Records what follows from the form once it is sent forwards, in the transaction of the click.
     *
     * @param entered what was entered, without problems
     * @param actor user id of who sent it
     * @return routing facts for the model, by name of the variable
     */
    default Map<String, Object> completed(CaseFile file, S entered, String actor) {
        return Map.of();
    }
}
