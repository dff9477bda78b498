package org.certrenewal.demo;

import java.util.List;
import java.util.Random;

/** Decides what happens; the same seed decides the same, as long as it is asked in the same order. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Returns a number from 0 to the one before the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Returns one of them, the earlier the likelier; a slope of one makes all alike. */
    <T> T early(List<T> of, double slope) {
        return of.get((int) (of.size() * Math.pow(random.nextDouble(), slope)));
    }
}
