package org.certrenewal.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.certrenewal.process.RenewalProcess.Tasks;

/**
 * Holds one visit of a case to an element of the diagram.
 *
 * @param seq order in which elements were entered
 * @param activityId id of the element
 * @param kind the engine's name of the kind, such as {@code userTask}
 * @param role who acts there: {@code applicant, officer, supervisor, clerk, system}; never who it was
 * @param leftAt empty while the case is there
 * @param cancelled whether something else ended it
 * @param workingDays working days between entering and leaving; empty while the case is there
 */
record Step(
        int seq,
        String activityId,
        String kind,
        String role,
        Instant enteredAt,
        Optional<Instant> leftAt,
        boolean cancelled,
        Optional<Integer> workingDays) {

    /** Returns how long the visit lasted, once it is over. */
    Optional<Duration> dwell() {
        return leftAt.map(end -> Duration.between(enteredAt, end));
    }

    /** Tells whether somebody acts here. */
    boolean isUserTask() {
        return "userTask".equals(kind);
    }

    /** Returns who acts in an element. */
    static String roleOf(String activityId) {
        return switch (activityId) {
            case Tasks.SEARCH_SERVICE,
                    Tasks.AUTHENTICATE_FACE,
                    Tasks.FILL_FORM,
                    Tasks.CHOOSE_PICKUP,
                    Tasks.CONFIRM_INFORMATION,
                    Tasks.SIGN_APPLICATION,
                    Tasks.CORRECT_APPLICATION,
                    Tasks.COLLECT_CERTIFICATE -> "applicant";
            case Tasks.ACCEPT_APPLICATION, Tasks.REVIEW_APPLICATION -> "officer";
            case Tasks.EXTEND_DECISION -> "supervisor";
            case Tasks.POST_CERTIFICATE -> "clerk";
            default -> "system";
        };
    }
}
