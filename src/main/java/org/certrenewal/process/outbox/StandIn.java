package org.certrenewal.process.outbox;

/** Marks a component that stands in for an outside system. None may be there in production. */
public interface StandIn {

    /** Returns the outside system's name, in Chinese. */
    String standsInFor();
}
