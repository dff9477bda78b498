package org.certrenewal.demo.simulators;

import java.util.List;
import java.util.Map;

/** Plays one partner. */
interface Simulator {

    /** Returns with what its address begins. */
    String id();

    /** Returns whom it plays, in Chinese. */
    String title();

    /** Returns how it can be made to answer. */
    default List<Mood> moods() {
        return List.of(Mood.values());
    }

    /**
     * Answers the service over HTTP, by the partner's protocol; by default nothing.
     *
     * @param refusing whether it is to be refused, in the protocol's own way
     */
    default Reply answer(Request request, boolean refusing) {
        return Reply.none(404);
    }

    /** Answers people: what somebody does on a page of the partner's, such as the phone's; by default nothing. */
    default Reply person(Request request) {
        return Reply.none(404);
    }

    /** Tells whether a path is people's. */
    default boolean isForPeople(String path) {
        return false;
    }

    /** Counts what was taken, by the key that tells a repetition; by default nothing has one. */
    default Ledger ledger() {
        return new Ledger();
    }

    /** Returns what was taken lately, by key and in words that a test can compare; by default nothing. */
    default Map<String, String> taken() {
        return Map.of();
    }

    /** Returns what stands on the page about it, as HTML. */
    String shown();
}
