package org.certrenewal.documents;

import java.util.Objects;

/**
 * The office's legal names, data of each office (entrusted by the province, or acting in its own power).
 *
 * @param authority in whose name letters are issued, such as 浙江省住房和城乡建设厅
 * @param handler the office that handles the case, such as 宁波市住房和城乡建设局
 * @param reconsiderationBody where to apply for 行政复议, such as 浙江省人民政府
 * @param reconsiderationChannel how to do so online, because the letter is served online (行政复议法 2023 Art 22)
 * @param court where to sue
 * @param contact where the office is, its telephone and hours, in a line; may be empty
 */
public record IssuingOffice(
        String authority,
        String handler,
        String reconsiderationBody,
        String reconsiderationChannel,
        String court,
        String contact) {

    /** Refuses missing values. */
    public IssuingOffice {
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(reconsiderationBody, "reconsiderationBody");
        Objects.requireNonNull(reconsiderationChannel, "reconsiderationChannel");
        Objects.requireNonNull(court, "court");
        Objects.requireNonNull(contact, "contact");
    }
}
