package org.certrenewal.registry.reference;

import org.certrenewal.law.Mark;

/**
 * Holds an office that handles renewals, and what its letters must say about remedies.
 *
 * @param code 6 digits of its place; its groups are {@code officers-<code>} and so on
 * @param name the office
 * @param kind in whose power it acts
 * @param authority the authority in whose name letters and certificates are issued
 * @param issuerCode unified social credit code of that authority
 * @param respondent whom a reconsideration or lawsuit is directed against
 * @param reconsiderationBody to whom 行政复议 is applied for
 * @param reconsiderationChannel where that is done online
 * @param court where a lawsuit is brought
 * @param sign the character that stands for the office in letter numbers (文号), such as 甬
 * @param address where people find it
 * @param telephone where people reach it
 * @param hours when it is open
 * @param mark how well these data are established
 * @param note what an administrator should know
 */
public record Office(
        String code,
        String name,
        Kind kind,
        String authority,
        String issuerCode,
        String respondent,
        String reconsiderationBody,
        String reconsiderationChannel,
        String court,
        String sign,
        String address,
        String telephone,
        String hours,
        Mark mark,
        String note) {

    /** Says in whose power an office acts. */
    public enum Kind {
        /** Entrusted by the province: letters are the province's. */
        ENTRUSTED,
        /** Acts in its own power. */
        OWN
    }
}
