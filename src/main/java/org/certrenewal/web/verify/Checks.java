package org.certrenewal.web.verify;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.documents.Content;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.seal.SealReport;
import org.certrenewal.documents.seal.SealedDocumentCheck;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Standing;
import org.certrenewal.registry.Verifications;
import org.certrenewal.registry.Verifications.Channel;
import org.certrenewal.registry.Verifications.Subject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers anybody who checks a certificate, by the address in its QR code or by its file, and counts each check. */
@Component
class Checks {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final Verifications verifications;
    private final Certificates certificates;
    private final Papers papers;
    private final ObjectProvider<SealedDocumentCheck> seals;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Checks(
            Verifications verifications,
            Certificates certificates,
            Papers papers,
            ObjectProvider<SealedDocumentCheck> seals,
            Clock clock,
            ApplicationEventPublisher events) {
        this.verifications = verifications;
        this.certificates = certificates;
        this.papers = papers;
        this.seals = seals;
        this.clock = clock;
        this.events = events;
    }

    /** Answers for the id in a QR code. */
    @Transactional
    public Answer ofId(String id) {
        return ofId(id, Channel.PAGE);
    }

    /** Answers for the id in a QR code, by whichever way it came. */
    @Transactional
    public Answer ofId(String id, Channel channel) {
        Answer answer = again(id);
        count(answer, channel);
        return answer;
    }

    /** Answers once more for the same person, who has asked something else about it. */
    @Transactional(readOnly = true)
    public Answer again(String id) {
        return verifications
                .find(id)
                .map(this::standing)
                .orElseGet(() -> Answer.refused(
                        Checked.UNKNOWN_ID, "查无此证", "本系统没有签发过带有这个核验地址的证照。请核对地址是否完整；仍查不到的，请谨防假证，并向发证机关核实。"));
    }

    /** Returns the version that an id stands for. */
    Optional<Certificate> version(String id) {
        return verifications.find(id).map(this::version);
    }

    /** Returns how the photo on the face of what was recognised may be shown. */
    Optional<Certificates.PhotoTerms> photoOf(Answer answer) {
        return answer.subject().map(this::version).flatMap(it -> VerifyPhoto.termsOf(certificates, it));
    }

    /** Returns the id of the address of what was recognised. */
    Optional<String> idOf(Answer answer) {
        return answer.subject().flatMap(verifications::idOf);
    }

    private Certificate version(Subject subject) {
        return certificates.versionsOf(subject.number()).stream()
                .filter(it -> it.version() == subject.version())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Answers for a file: first whether it was issued here with exactly these bytes, or was before another program
     * saved it anew, then the registry; its seal where not.
     */
    @Transactional
    public Answer ofFile(byte[] file) {
        Answer answer = issued(file)
                .or(() ->
                        SealedDocumentCheck.original(file).flatMap(this::issued).map(Checks::rewritten))
                .orElseGet(() -> notIssued(seals.getObject().check(file)));
        count(answer, Channel.FILE);
        return answer;
    }

    /** Says what is wrong with a file that isn't, byte for byte, one of those that were issued. */
    private static Answer notIssued(SealReport report) {
        return switch (report.finding()) {
            case GENUINE, REWRITTEN -> Answer.refused(Checked.NOT_ISSUED, "没有签发记录", "印章有效，但本系统没有签发过这个文件。请向发证机关核实。");
            case CHANGED -> refused(report, "文件被改动过");
            case UNKNOWN_SIGNER -> refused(report, "不是本系统的印章");
            case UNSEALED -> refused(report, "文件没有电子印章");
            case UNREADABLE -> refused(report, "无法核验这个文件");
        };
    }

    /** Says of what was issued that another program has saved it anew; what became of the certificate counts more. */
    private static Answer rewritten(Answer original) {
        String text = "这个文件被重新保存过（例如用其他阅读器另存，或者重新打包），但其中的内容与签发时存档的完全一致，电子印章仍在。";
        if (!original.mood().equals("good")) {
            return new Answer(
                    original.code(),
                    original.mood(),
                    original.heading(),
                    original.text() + text,
                    original.facts(),
                    original.subject(),
                    original.signed());
        }
        return new Answer(
                SealReport.Finding.REWRITTEN.name(),
                "good",
                "内容未变，文件被重新保存过",
                text + original.text(),
                original.facts(),
                original.subject(),
                original.signed());
    }

    private void count(Answer answer, Channel channel) {
        verifications.count(answer.subject(), channel, answer.code());
        events.publishEvent(new Checked(channel, answer.code()));
    }

    private static Answer refused(SealReport report, String heading) {
        return Answer.refused(report.finding().name(), heading, report.detail());
    }

    /** Finds the file among those that were issued; that holds whichever key has sealed it, and when. */
    private Optional<Answer> issued(byte[] file) {
        if (file.length > SealedDocumentCheck.MAX_FILE) {
            return Optional.empty();
        }
        return papers.withSha256(Content.of(file).sha256()).stream().findFirst().map(this::issued);
    }

    private Answer issued(ListedPaper found) {
        if (found.kind() == PaperKind.CERTIFICATE_OFD || found.kind() == PaperKind.CERTIFICATE_PDF) {
            return standing(new Subject(new CertificateNumber(found.number()), Integer.parseInt(found.occurrence())));
        }
        return new Answer(
                Checked.LETTER,
                "good",
                "文书真实",
                "这个文件与签发时存档的文件完全一致，自签发以来没有改动。",
                List.of(
                        new Answer.Fact("文书", found.title()),
                        new Answer.Fact("文号", found.number()),
                        new Answer.Fact("盖章时间", DAY.format(LocalDate.ofInstant(found.issuedAt(), clock.getZone())))),
                Optional.empty(),
                Optional.empty());
    }

    private Answer standing(Subject subject) {
        List<Certificate> versions = certificates.versionsOf(subject.number());
        Certificate newest = versions.get(versions.size() - 1);
        Certificate version = versions.stream()
                .filter(it -> it.version() == subject.version())
                .findFirst()
                .orElseThrow();
        LocalDate today = LocalDate.now(clock);
        Standing standing = Standing.of(version, versions, today);
        return new Answer(
                standing.name(),
                mood(standing),
                standing.isGood() ? "证照真实有效" : "证照" + standing.label(),
                text(standing, version, newest, today),
                facts(version),
                Optional.of(subject),
                Optional.of(Answer.Signed.of(version)));
    }

    private static String mood(Standing standing) {
        return switch (standing) {
            case GENUINE, FOLLOWED -> "good";
            case SUPERSEDED -> "warning";
            default -> "bad";
        };
    }

    private static String text(Standing standing, Certificate version, Certificate newest, LocalDate today) {
        return switch (standing) {
            case GENUINE ->
                today.isBefore(version.validFrom())
                        ? "本证由发证机关签发，已准予延续，新的使用期自" + DAY.format(version.validFrom()) + "起，接续原使用期。"
                        : "本证由发证机关签发，目前有效。请核对姓名、操作类别与持证人是否一致。";
            case FOLLOWED ->
                "本证由发证机关签发，使用期至" + DAY.format(version.validTo()) + "，目前有效。已准予延续，期满由第" + newest.version()
                        + "版接续，使用期自" + DAY.format(newest.validFrom()) + "至" + DAY.format(newest.validTo())
                        + "。请核对姓名、操作类别与持证人是否一致。";
            case EXPIRED -> "本证由发证机关签发，使用期已于" + DAY.format(version.validTo()) + "届满，不能再凭此上岗。";
            case SUSPENDED -> "本证由发证机关签发，现被暂扣。暂扣期间不能凭此上岗。";
            case REVOKED, RESCINDED, CANCELLED -> "本证由发证机关签发，现" + standing.label() + "，不能凭此上岗。";
            case SUPERSEDED ->
                "这是第" + version.version() + "版，持证人现持第" + newest.version() + "版，使用期至" + DAY.format(newest.validTo())
                        + "。请核验新版证照。";
            case OTHER -> "本证由发证机关签发，目前状态异常，不能凭此上岗。请向发证机关核实。";
        };
    }

    private static List<Answer.Fact> facts(Certificate version) {
        List<Answer.Fact> facts = new ArrayList<>();
        facts.add(new Answer.Fact("姓名", version.holderName().masked()));
        facts.add(new Answer.Fact("操作类别", version.tradeName()));
        facts.add(new Answer.Fact("证书编号", version.number().value()));
        facts.add(new Answer.Fact("使用期", DAY.format(version.validFrom()) + " 至 " + DAY.format(version.validTo())));
        facts.add(new Answer.Fact("发证机关", version.authority()));
        facts.add(new Answer.Fact("发证日期", DAY.format(version.issuedOn())));
        return List.copyOf(facts);
    }
}
