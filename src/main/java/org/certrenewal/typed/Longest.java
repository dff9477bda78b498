package org.certrenewal.typed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says how long a text may be that people type into a part of a record, in characters as {@link Lengths} counts. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Longest {

    /** Returns the figure; one for browser and server. */
    int value();
}
