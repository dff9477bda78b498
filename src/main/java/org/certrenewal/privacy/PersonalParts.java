package org.certrenewal.privacy;

/**
 * Says in words what a room keeps about a person, for 我的信息 and its readable export. Each owner of such data has one.
 */
public interface PersonalParts {

    /** Returns what is kept about a user; without entries where there is nothing. */
    PersonalRecord.Part of(String user);
}
