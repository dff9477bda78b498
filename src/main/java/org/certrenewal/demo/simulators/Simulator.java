package org.certrenewal.demo.simulators;

import org.certrenewal.partners.Partner;

/** Plays one partner. */
interface Simulator {

    /** Returns whom it plays; its address begins with the partner's id. */
    Partner partner();

    /**
     * Answers the service, by the partner's protocol.
     *
     * @param refusing whether it is to be refused, in the protocol's own way
     */
    Reply answer(Request request, boolean refusing);

    /** Answers people: what somebody does on a page of the partner's, such as the phone's; by default nothing. */
    default Reply person(Request request) {
        return Reply.none(404);
    }

    /** Tells whether a path is people's. */
    default boolean isForPeople(String path) {
        return false;
    }

    /** Returns what stands on the page about it, as HTML. */
    String shown();
}
