package org.certrenewal.process;

/** Answers a face check in place of somebody's phone; there is one only where the demonstration fills a year. */
public interface PhoneAnswers {

    /**
     * Answers the newest check of a case.
     *
     * @param confirm whether the face is the applicant's
     * @return false if no check waits
     */
    boolean answer(String caseNumber, boolean confirm);
}
