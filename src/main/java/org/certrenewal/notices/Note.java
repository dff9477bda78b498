package org.certrenewal.notices;

import java.time.LocalDate;
import org.certrenewal.registry.reference.GroupId;

/**
 * Holds what somebody is to be told, put together as one says it: {@code Note.to(user).about(number).once("posted",
 * "posted:" + number).saying("…").at("/my/cases")}.
 *
 * @param recipient user id, or group such as {@code supervisors-330200}
 * @param caseNumber the case that it is about, or null
 * @param kind what is counted, such as {@code letter}
 * @param onceKey names the thing that is told
 * @param text in Chinese
 * @param href where to look, or null
 * @param namedDay the day that it names and that may still move, or null
 */
public record Note(
        String recipient,
        String caseNumber,
        String kind,
        String onceKey,
        String text,
        String href,
        LocalDate namedDay) {

    /** Begins a note to a user, or to a group by its id. */
    public static Note to(String recipient) {
        return new Note(recipient, null, null, null, null, null, null);
    }

    /** Begins a note to the people of a group. */
    public static Note to(GroupId recipients) {
        return to(recipients.value());
    }

    /** Says which case it is about. */
    public Note about(String number) {
        return new Note(recipient, number, kind, onceKey, text, href, namedDay);
    }

    /** Names the thing that is told; told again with the same key, nothing happens. */
    public Note once(String ofKind, String key) {
        return new Note(recipient, caseNumber, ofKind, key, text, href, namedDay);
    }

    /** Says what is told. */
    public Note saying(String words) {
        return new Note(recipient, caseNumber, kind, onceKey, words, href, namedDay);
    }

    /** Says where to look. */
    public Note at(String place) {
        return new Note(recipient, caseNumber, kind, onceKey, text, place, namedDay);
    }

    /** Says which day it names that may still move. */
    Note naming(LocalDate day) {
        return new Note(recipient, caseNumber, kind, onceKey, text, href, day);
    }
}
