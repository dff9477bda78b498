package org.certrenewal.access.refusal;

/**
 * Does a click again that came at the same moment as somebody else's. The other one's is done then, and this one either
 * still fits, or is refused in the words that it would have got a moment later.
 */
public final class SameMoment {

    private static final int MOST_ATTEMPTS = 5;

    private SameMoment() {}

    /**
     * Does work until nobody else came between.
     *
     * @param work is one whole transaction, so that nothing of a failed attempt stays
     */
    public static void again(Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (RuntimeException failure) {
                if (attempt == MOST_ATTEMPTS || !isOthers(failure)) {
                    throw failure;
                }
            }
        }
    }

    private static boolean isOthers(RuntimeException failure) {
        return Refusal.in(failure).filter(Refusal.CHANGED::equals).isPresent();
    }
}
