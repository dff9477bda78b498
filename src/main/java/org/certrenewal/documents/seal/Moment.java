package org.certrenewal.documents.seal;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * When something was sealed, and who says so. Without a timestamp it is the sealer's own word, which counts only as
 * long as nobody else can have the key, and only for times when there were no timestamps.
 *
 * @param objection why the moment doesn't count; empty if it does
 */
record Moment(Instant at, boolean timestamped, String objection) {

    static Moment of(Instant said, Optional<Timestamp> timestamp, Trust trust, X509Certificate signer) {
        if (timestamp.isPresent()) {
            Instant proved = timestamp.get().moment();
            boolean near = !said.isAfter(proved.plus(Timestamp.APART)) && !said.isBefore(proved.minus(Timestamp.APART));
            return new Moment(proved, true, near ? "" : "文件未被修改，但所称的盖章时间与时间戳不符");
        }
        if (trust.needsTimestamp(said)) {
            return new Moment(said, false, "文件未被修改，但没有时间戳，盖章时间无法证明");
        }
        return new Moment(said, false, trust.isStillGood(signer) ? "" : "文件未被修改，但印章证书已到期，又没有时间戳，盖章时间无法证明");
    }

    SealReport report(boolean trusted, String reference, X509Certificate signer) {
        String name = signer.getSubjectX500Principal().getName();
        if (!objection.isEmpty() || !trusted) {
            return new SealReport(
                    SealReport.Finding.UNKNOWN_SIGNER,
                    reference,
                    name,
                    at,
                    objection.isEmpty() ? "文件未被修改，但印章不在发证机关的印章名册中，或者盖章时不在启用期间" : objection);
        }
        return new SealReport(
                SealReport.Finding.GENUINE,
                reference,
                name,
                at,
                timestamped ? "电子印章有效，文件未被修改，盖章时间有时间戳证明" : "电子印章有效，文件未被修改");
    }
}
