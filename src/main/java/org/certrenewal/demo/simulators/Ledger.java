package org.certrenewal.demo.simulators;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what came, by the key that tells a repetition from a first. */
final class Ledger {

    private static final int MOST = 10_000;

    private final Map<String, Integer> times = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST;
        }
    };

    /** Counts one, and tells whether it is the first with this key. */
    synchronized boolean isFirst(String key) {
        return times.merge(key, 1, Integer::sum) == 1;
    }

    /** Returns how often each key came. */
    synchronized Map<String, Integer> times() {
        return new LinkedHashMap<>(times);
    }

    /** Says in Chinese how many came, and how many of them again. */
    synchronized String told() {
        int all = times.values().stream().mapToInt(Integer::intValue).sum();
        return times.isEmpty() ? "" : "，办成 " + times.size() + " 件，另有重复 " + (all - times.size()) + " 次（按标识识别）";
    }
}
