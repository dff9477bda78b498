package org.certrenewal.registry.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.OperationCode;
import org.certrenewal.registry.PersonName;

/**
 * Compares what a register says with what this one holds. What is newer here stays; what was ended here doesn't come
 * back to life; what isn't for an import to change is told.
 */
public final class Comparison {

    private static final String BY_IMPORT = "省级登记数据导入";

    private final LocalDate today;

    public Comparison(LocalDate today) {
        this.today = today;
    }

    /**
     * Holds what this register has of a certificate.
     *
     * @param office code of the office that was named for it, or null
     * @param lastDone day of the last operation
     * @param photo whether it has one
     */
    public record Current(Certificate certificate, String office, LocalDate lastDone, boolean photo) {}

    /** Says what an entry comes to. */
    public sealed interface Outcome permits Add, Same, Change, Told {}

    /** The certificate isn't here yet. */
    public record Add(Certificate certificate, String office) implements Outcome {}

    /** Nothing differs. */
    public record Same() implements Outcome {}

    /** It is told, and nothing is changed. */
    public record Told(Fault fault) implements Outcome {}

    /**
     * Something differs that an import may change.
     *
     * @param version the new version, if there is one
     * @param by what made it: 延续 or 变更
     * @param status the new state, if it is another
     * @param office the office, or null if it stays
     * @param on the day of the change
     * @param reason for the record
     * @param differences what differs
     * @param doubtful whether a person has to look, since what is here is newer
     */
    public record Change(
            Optional<Certificate> version,
            OperationCode by,
            Optional<CertificateStatus> status,
            String office,
            LocalDate on,
            String reason,
            List<Difference> differences,
            boolean doubtful)
            implements Outcome {}

    /** Says what is here and what the other register says. */
    public record Difference(ImportColumn column, String here, String there) {}

    /** Compares. */
    public Outcome of(Entry entry, int line, Optional<Current> current) {
        return current.map(here -> compare(entry, line, here)).orElseGet(() -> add(entry, line));
    }

    private Outcome add(Entry entry, int line) {
        if (entry.change() != null && entry.change() != ChangeKind.NEW) {
            return new Told(Fault.of(Fault.Kind.IS_NOT_THERE, line, ImportColumn.NUMBER));
        }
        if (entry.authority() == null) {
            return new Told(Fault.of(Fault.Kind.MISSING, line, ImportColumn.AUTHORITY));
        }
        return new Add(
                new Certificate(
                        entry.number(),
                        entry.holder(),
                        entry.name(),
                        entry.gender(),
                        entry.number().tradeCode(),
                        entry.tradeName(),
                        entry.firstIssued(),
                        entry.validFrom(),
                        entry.validTo(),
                        entry.issued(),
                        entry.authority(),
                        entry.issuerCode(),
                        entry.saidStatus().orElseThrow(),
                        Math.max(1, entry.version()),
                        Optional.empty()),
                entry.office());
    }

    private Outcome compare(Entry entry, int line, Current here) {
        Certificate certificate = here.certificate();
        if (entry.holder() != null && !entry.holder().equals(certificate.holder())) {
            return new Told(Fault.of(Fault.Kind.OTHER_HOLDER, line, ImportColumn.HOLDER));
        }
        return new Look(entry, line, here).outcome();
    }

    private final class Look {

        private final Entry entry;
        private final int line;
        private final Current here;
        private final Certificate certificate;
        private final List<Difference> differences = new ArrayList<>(2);
        private Certificate version;
        private OperationCode by = OperationCode.OTHER;
        private CertificateStatus status;

        private Look(Entry entry, int line, Current here) {
            this.entry = entry;
            this.line = line;
            this.here = here;
            this.certificate = here.certificate();
        }

        private Outcome outcome() {
            boolean outdated = isOutdated();
            Optional<Fault> told = term(outdated).or(this::other).or(this::name).or(this::status);
            String office = entry.office() != null && !entry.office().equals(here.office()) ? entry.office() : null;
            if (office != null) {
                differ(ImportColumn.OFFICE, here.office() == null ? "" : here.office(), office);
            }
            if (told.isPresent() && !(outdated && isWorse())) {
                return outdated ? outdated() : new Told(told.get());
            }
            if (differences.isEmpty()) {
                return new Same();
            }
            if (entry.change() == ChangeKind.NEW) {
                return new Told(Fault.of(Fault.Kind.IS_THERE_ALREADY, line, ImportColumn.NUMBER));
            }
            if (outdated && !isAdverse()) {
                return outdated();
            }
            return new Change(
                    Optional.ofNullable(version),
                    by,
                    Optional.ofNullable(status),
                    office,
                    entry.changedOn() != null ? entry.changedOn() : version != null ? version.issuedOn() : today,
                    entry.reason().isEmpty() ? BY_IMPORT : entry.reason(),
                    List.copyOf(differences),
                    outdated);
        }

        private boolean isAdverse() {
            return status != null && status != CertificateStatus.VALID && status != CertificateStatus.LAPSED;
        }

        /** Somebody looks at a worse state, whatever an older term beside it says; of the rest nothing counts. */
        private boolean isWorse() {
            List<Difference> offices = differences.stream()
                    .filter(it -> it.column() == ImportColumn.OFFICE)
                    .toList();
            differences.clear();
            boolean worse = status().isEmpty() && isAdverse();
            differences.addAll(offices);
            return worse;
        }

        private Outcome outdated() {
            return new Told(Fault.of(Fault.Kind.OUTDATED, line));
        }

        /** A file of another day comes late, or the certificate was renewed or corrected here since. */
        private boolean isOutdated() {
            return entry.changedOn() != null && entry.changedOn().isBefore(here.lastDone())
                    || entry.issued() != null && entry.issued().isBefore(certificate.issuedOn())
                    || entry.validTo() != null && entry.validTo().isBefore(certificate.validTo());
        }

        private void differ(ImportColumn column, Object is, Object said) {
            differences.add(new Difference(column, is.toString(), said.toString()));
        }

        private boolean mayRenew() {
            return entry.change() == null || entry.change() == ChangeKind.RENEWED;
        }

        /** A later term was granted elsewhere. */
        private Optional<Fault> term(boolean outdated) {
            LocalDate end = entry.validTo();
            if (end == null || end.equals(certificate.validTo())) {
                return Optional.empty();
            }
            differ(ImportColumn.VALID_TO, certificate.validTo(), end);
            boolean complete = entry.validFrom() != null && entry.issued() != null;
            boolean ended =
                    certificate.status() != CertificateStatus.VALID && certificate.status() != CertificateStatus.LAPSED;
            if (outdated || !mayRenew() || !complete || ended || !end.isAfter(certificate.validTo())) {
                return Optional.of(Fault.of(Fault.Kind.OTHER_CONTENT, line, ImportColumn.VALID_TO));
            }
            by = OperationCode.RENEWED;
            version = version(
                    entry.name() == null ? certificate.holderName() : entry.name(),
                    entry.validFrom(),
                    end,
                    entry.issued());
            return Optional.empty();
        }

        /** What stays the same for as long as a certificate lives, or as its version does. */
        private Optional<Fault> other() {
            if (entry.tradeName() != null && !entry.tradeName().equals(certificate.tradeName())) {
                return Optional.of(other(ImportColumn.TRADE, certificate.tradeName(), entry.tradeName()));
            }
            if (entry.firstIssued() != null && !entry.firstIssued().equals(certificate.firstIssuedOn())) {
                return Optional.of(other(ImportColumn.FIRST_ISSUED, certificate.firstIssuedOn(), entry.firstIssued()));
            }
            if (version == null
                    && entry.validFrom() != null
                    && !entry.validFrom().equals(certificate.validFrom())) {
                return Optional.of(other(ImportColumn.VALID_FROM, certificate.validFrom(), entry.validFrom()));
            }
            return Optional.empty();
        }

        private Fault other(ImportColumn column, Object is, Object said) {
            differ(column, is, said);
            return Fault.of(Fault.Kind.OTHER_CONTENT, line, column);
        }

        private Optional<Fault> name() {
            if (entry.name() == null || entry.name().equals(certificate.holderName())) {
                return Optional.empty();
            }
            differ(
                    ImportColumn.NAME,
                    certificate.holderName().value(),
                    entry.name().value());
            if (entry.change() != null && entry.change() != ChangeKind.NAME && version == null) {
                return Optional.of(Fault.of(Fault.Kind.OTHER_CONTENT, line, ImportColumn.NAME));
            }
            if (version == null) {
                if (certificate.status() != CertificateStatus.VALID) {
                    return Optional.of(Fault.of(Fault.Kind.NOT_VALID_FOR_CHANGE, line, ImportColumn.NAME));
                }
                by = OperationCode.CHANGED;
                LocalDate said = entry.issued() != null ? entry.issued() : entry.changedOn();
                version = version(
                        entry.name(),
                        certificate.validFrom(),
                        certificate.validTo(),
                        said.isBefore(certificate.issuedOn()) ? certificate.issuedOn() : said);
            }
            return Optional.empty();
        }

        private Optional<Fault> status() {
            CertificateStatus said = entry.saidStatus().orElse(certificate.status());
            CertificateStatus is =
                    version != null && by == OperationCode.RENEWED ? CertificateStatus.VALID : certificate.status();
            boolean over = certificate.validTo().isBefore(today);
            if (said == is || said == CertificateStatus.VALID && is == CertificateStatus.LAPSED && over) {
                return Optional.empty();
            }
            differ(ImportColumn.STATUS, is.label(), said.label());
            Fault.Kind refused = switch (said) {
                case VALID ->
                    is == CertificateStatus.SUSPENDED
                            ? entry.change() == ChangeKind.RETURNED ? null : Fault.Kind.OTHER_CONTENT
                            : is == CertificateStatus.LAPSED ? Fault.Kind.OTHER_CONTENT : Fault.Kind.BACK_TO_LIFE;
                case LAPSED -> is == CertificateStatus.VALID && over ? null : Fault.Kind.OTHER_CONTENT;
                case SUSPENDED -> is == CertificateStatus.VALID ? null : Fault.Kind.OTHER_CONTENT;
                case REVOKED, RESCINDED, CANCELLED ->
                    is == CertificateStatus.VALID || is == CertificateStatus.SUSPENDED || is == CertificateStatus.LAPSED
                            ? null
                            : Fault.Kind.OTHER_CONTENT;
                case OTHER -> Fault.Kind.OTHER_CONTENT;
            };
            if (refused != null) {
                return Optional.of(Fault.of(refused, line, ImportColumn.STATUS));
            }
            status = said;
            return Optional.empty();
        }

        private Certificate version(PersonName name, LocalDate from, LocalDate to, LocalDate issued) {
            boolean renewed = by == OperationCode.RENEWED;
            return new Certificate(
                    certificate.number(),
                    certificate.holder(),
                    name,
                    entry.gender() == null ? certificate.gender() : entry.gender(),
                    certificate.tradeCode(),
                    certificate.tradeName(),
                    certificate.firstIssuedOn(),
                    from,
                    to,
                    issued,
                    renewed && entry.authority() != null ? entry.authority() : certificate.authority(),
                    renewed && entry.authority() != null ? entry.issuerCode() : certificate.issuerCode(),
                    renewed ? CertificateStatus.VALID : certificate.status(),
                    Math.max(certificate.version() + 1, entry.version()),
                    Optional.of(certificate.identifier()));
        }
    }
}
