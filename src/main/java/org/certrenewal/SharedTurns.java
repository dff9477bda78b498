package org.certrenewal;

/** Has the nodes of a cluster agree which of them takes a turn of a work that they share. */
@FunctionalInterface
public interface SharedTurns {

    /**
     * Takes a turn, unless another node is at it or has done it in this period.
     *
     * @return whether it was taken here
     * @throws RuntimeException whatever the work throws; then any node may take the next turn at once
     */
    boolean take(PeriodicWork work);

    /** Is for a program that has no other nodes. */
    static SharedTurns alone() {
        return work -> {
            work.work().run();
            return true;
        };
    }
}
