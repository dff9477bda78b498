package org.certrenewal.documents.seal;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When something was sealed, and who says so. Without a timestamp it is the sealer's own word, which counts only as
 * long as nobody else can have the key, and only for times when there were no timestamps.
 *
 * @param objection why the moment doesn't count; empty if it does
 */
record Moment(Instant at, boolean timestamped, String objection) {

    /**
     * Judges a moment.
     *
     * @param file that was sealed, {@code archived} the archive timestamps that are kept beside it
     */
    static Moment of(
            Instant said,
            Optional<Timestamp> timestamp,
            Trust trust,
            X509Certificate signer,
            byte[] file,
            List<byte[]> archived) {
        if (timestamp.isPresent()) {
            Instant proved = timestamp.get().moment();
            if (!isStillProved(timestamp.get(), trust, file, archived)) {
                return new Moment(proved, true, "文件未被修改，但时间戳的证书已到期，又没有续补的归档时间戳，盖章时间无法证明");
            }
            boolean near = !said.isAfter(proved.plus(Timestamp.APART)) && !said.isBefore(proved.minus(Timestamp.APART));
            return new Moment(proved, true, near ? "" : "文件未被修改，但所称的盖章时间与时间戳不符");
        }
        if (trust.needsTimestamp(said)) {
            return new Moment(said, false, "文件未被修改，但没有时间戳，盖章时间无法证明");
        }
        return new Moment(said, false, trust.isStillGood(signer) ? "" : "文件未被修改，但印章证书已到期，又没有时间戳，盖章时间无法证明");
    }

    private static boolean isStillProved(Timestamp timestamp, Trust trust, byte[] file, List<byte[]> archived) {
        Instant today = trust.list().issued();
        if (today.isBefore(timestamp.signer().getNotAfter().toInstant())) {
            return true;
        }
        try {
            return today.isBefore(ArchiveTimestamps.check(file, archived, timestamp, trust.list()));
        } catch (GeneralSecurityException dontCount) {
            return false;
        }
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
