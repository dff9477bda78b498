package org.certrenewal.demo.simulators;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Knows how each simulator answers now, and how many of its callers wait; made by {@link SimulatorServer}. */
final class Moods {

    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<String, Mood> moods = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private boolean ended;

    synchronized Mood of(String id) {
        return moods.getOrDefault(id, Mood.WELL);
    }

    synchronized void set(String id, Mood mood) {
        moods.put(id, mood);
        notifyAll();
    }

    /** Counts a call, and returns the mood that it meets. */
    synchronized Mood meet(String id) {
        asked.merge(id, 1, Integer::sum);
        return of(id);
    }

    synchronized int asked(String id) {
        return asked.getOrDefault(id, 0);
    }

    /** Returns how many callers are being kept waiting. */
    synchronized int waiting(String id) {
        return waiting.getOrDefault(id, 0);
    }

    /** Keeps a caller waiting, as long as the mood stays and at most as long as a slow or a hanging partner does. */
    synchronized void keepWaiting(String id, Mood mood) {
        long end = System.nanoTime() + (mood == Mood.SLOW ? SLOW : LONGEST).toNanos();
        waiting.merge(id, 1, Integer::sum);
        try {
            long left = end - System.nanoTime();
            while (!ended && of(id) == mood && left > 0) {
                wait(left / 1_000_000 + 1);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.merge(id, -1, Integer::sum);
        }
    }

    /** Lets everybody go. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Keeps nobody's end in mind, as where the application begins anew. */
    synchronized void begin() {
        ended = false;
    }
}
