package org.certrenewal.setup;

/** Brings data of its own into the database, beyond what the service needs. The demonstration does. */
public interface FirstLoad {

    /** Loads what isn't there yet, before administrators are looked for and the web server opens. */
    void load();

    /** Adds to the block at the end of the start what was loaded, and what one can do with it. */
    void report(StartBlock block);
}
