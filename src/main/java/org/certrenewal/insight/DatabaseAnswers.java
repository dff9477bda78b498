package org.certrenewal.insight;

/** Says whether the database can be asked without a long wait. */
public interface DatabaseAnswers {

    boolean answers();
}
