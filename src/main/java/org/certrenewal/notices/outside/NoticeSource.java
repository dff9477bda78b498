package org.certrenewal.notices.outside;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads what people were told, for whoever sends it. */
public interface NoticeSource {

    /**
     * Holds something that was told.
     *
     * @param href where to look, within the service, or null
     * @param namedDay the last day that it names, or null
     */
    record Told(String caseNumber, String kind, String text, String href, LocalDate namedDay) {}

    /** Returns a notice, unless it has been erased. */
    Optional<Told> find(String noticeId);

    /**
     * Returns what was told to any of some recipients in a time, the oldest first.
     *
     * @param since not included
     * @param until included
     */
    List<Told> between(Collection<String> recipients, Instant since, Instant until, int most);

    /** Counts what was told to any of some recipients in a time. */
    int count(Collection<String> recipients, Instant since, Instant until);
}
