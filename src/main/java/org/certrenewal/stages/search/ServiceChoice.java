package org.certrenewal.stages.search;

import org.certrenewal.casefile.Section;
import org.certrenewal.typed.Lengths;
import org.certrenewal.typed.Longest;

/**
 * Holds which service was looked for and chosen.
 *
 * @param query what was typed into the search box
 * @param serviceCode code of the chosen item of the catalogue
 * @param noticeRead whether the 用户须知 was read
 * @param privacyNotice version of the privacy notice that was ticked as read; null where it wasn't
 */
public record ServiceChoice(
        @Longest(Lengths.QUERY) String query, String serviceCode, Boolean noticeRead, String privacyNotice) {

    /** Names where it is kept in the case file. */
    public static final Section<ServiceChoice> SECTION = new Section<>("service", ServiceChoice.class);

    /** Holds the choice of somebody who has read the privacy notice before. */
    public ServiceChoice(String query, String serviceCode, Boolean noticeRead) {
        this(query, serviceCode, noticeRead, null);
    }
}
