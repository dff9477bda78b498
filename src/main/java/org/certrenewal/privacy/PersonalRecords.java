package org.certrenewal.privacy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseEvent;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseFindings;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.ClockLedgers;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Section;
import org.certrenewal.documents.Papers;
import org.certrenewal.privacy.PersonalRecord.Entry;
import org.certrenewal.privacy.PersonalRecord.Line;
import org.certrenewal.privacy.PersonalRecord.Part;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.Verifications;
import org.certrenewal.vault.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gathers everything that is kept about one person in words, without a name of a table or a code; the whole of it, as
 * it is stored, {@link PersonalExport} hands out beside it. Who in the offices did something is left out.
 */
@Component
public class PersonalRecords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private static final String DUTY = "履行法定职责所必需（《中华人民共和国个人信息保护法》第十三条第一款第（三）项）";
    private static final String CONSENT = "本人同意（《中华人民共和国个人信息保护法》第十三条第一款第（一）项、第二十九条）";

    /** When somebody signed; the drawing is handed out beside it. */
    record Signed(String signedAt) {}

    /** How somebody rated the service. */
    record Rating(Integer rating, String comment) {}

    private static final Section<Signed> SIGNATURE = new Section<>("signature", Signed.class);
    private static final Section<Rating> COLLECTION = new Section<>("collection", Rating.class);

    /** What the audit trail calls a deed, and what people call it. */
    private static final Map<String, String> DEEDS = Map.ofEntries(
            Map.entry("saw", "查看"),
            Map.entry("saw-paper", "查看文书或者证书"),
            Map.entry("took-paper", "下载文书或者证书"),
            Map.entry("saved", "保存填写的内容"),
            Map.entry("completed", "提交这一步"),
            Map.entry("went-back", "返回上一步"),
            Map.entry("claimed", "领取任务"),
            Map.entry("handed-over", "移交任务"),
            Map.entry("given-back", "退回任务"),
            Map.entry("exported", "下载个人信息"),
            Map.entry("erased", "按保存期限或者请求删除内容"),
            Map.entry("wrote-anew", "更正文书的文字"),
            Map.entry("retried", "重新制作文书"),
            Map.entry("logged-in", "登录"),
            Map.entry("log-in-refused", "登录未成功"),
            Map.entry("locked-out", "登录失败过多，暂时锁定"),
            Map.entry("logged-out", "退出"),
            Map.entry("consent-given", "作出同意或者已阅读告知"),
            Map.entry("consent-refused", "不同意"),
            Map.entry("consent-withdrawn", "撤回同意"),
            Map.entry("person-request", "提出个人信息请求"),
            Map.entry("person-request-answered", "答复个人信息请求"));

    private final JdbcClient jdbc;
    private final Vault vault;
    private final People people;
    private final Certificates certificates;
    private final Verifications verifications;
    private final CaseFiles cases;
    private final CaseFindings findings;
    private final ClockLedgers ledgers;
    private final ApplicationSummary summary;
    private final Papers papers;
    private final Consents consents;
    private final List<PersonalParts> elsewhere;
    private final PersonRequests requests;
    private final AuditTrail audit;
    private final Periods periods;
    private final Clock clock;
    private final DateTimeFormatter time;

    PersonalRecords(
            JdbcClient jdbc,
            Vault vault,
            People people,
            Certificates certificates,
            Verifications verifications,
            CaseFiles cases,
            CaseFindings findings,
            ClockLedgers ledgers,
            ApplicationSummary summary,
            Papers papers,
            Consents consents,
            List<PersonalParts> elsewhere,
            PersonRequests requests,
            AuditTrail audit,
            Periods periods,
            Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.people = people;
        this.certificates = certificates;
        this.verifications = verifications;
        this.cases = cases;
        this.findings = findings;
        this.ledgers = ledgers;
        this.summary = summary;
        this.papers = papers;
        this.consents = consents;
        this.elsewhere = elsewhere;
        this.requests = requests;
        this.audit = audit;
        this.periods = periods;
        this.clock = clock;
        this.time = DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(clock.getZone());
    }

    /** Gathers what is kept about a user. */
    @Transactional(readOnly = true)
    public PersonalRecord of(String user) {
        Optional<People.Person> person = people.find(user);
        List<Certificate> held =
                person.map(it -> certificates.heldBy(it.idNumber())).orElse(List.of());
        List<CaseFile> own = cases.ofApplicant(user);
        return new PersonalRecord(
                person.map(it -> it.name().value()).orElse(user),
                LocalDate.now(clock),
                Stream.of(
                                Stream.of(
                                        identity(user, person),
                                        registered(held),
                                        records(person),
                                        applications(own),
                                        checks(own),
                                        documents(user, own)),
                                elsewhere.stream().map(it -> it.of(user)),
                                Stream.of(messages(user), agreed(user), asked(user), seen(user, own, held)))
                        .flatMap(parts -> parts)
                        .toList());
    }

    /** Returns the audit trail of a person in words, the newest first. */
    private Part seen(String user, List<CaseFile> own, List<Certificate> held) {
        List<Entry> entries = Stream.of(
                        own.stream().map(CaseFile::number),
                        held.stream()
                                .map(it -> AuditTrail.CERTIFICATE + it.number().value()),
                        Stream.of(AuditTrail.chainOfAccount(user)))
                .flatMap(chains -> chains)
                .flatMap(chain -> audit.of(chain).stream())
                .sorted(Comparator.comparing(AuditTrail.Entry::at).reversed())
                .map(entry -> new Entry(
                        time.format(entry.at()),
                        List.of(
                                new Line("谁", who(entry.actor(), user)),
                                new Line("做了什么", DEEDS.getOrDefault(entry.deed(), "办理、记录")),
                                new Line("关于", about(entry.chain())))))
                .toList();
        return new Part("seen", "谁查看、处理过", "保证信息安全，便于核查", DUTY, "与审计记录一起长期保存，不含填写的内容", entries);
    }

    private static String who(String actor, String user) {
        if (user.equals(actor)) {
            return "本人";
        }
        return CaseEvent.SYSTEM.equals(actor) || actor.isEmpty() ? "系统自动" : "办理机关工作人员";
    }

    private static String about(String chain) {
        if (chain.startsWith(AuditTrail.CERTIFICATE)) {
            return "证书 " + chain.substring(AuditTrail.CERTIFICATE.length());
        }
        return chain.startsWith(AuditTrail.ACCOUNT) ? "账号" : "办件 " + chain;
    }

    private static Part identity(String user, Optional<People.Person> person) {
        List<Line> lines = new ArrayList<>(List.of(new Line("登录账号", user)));
        person.ifPresent(it -> {
            lines.add(new Line("姓名", it.name().value()));
            lines.add(new Line("身份证号码", it.idNumber().value()));
            lines.add(new Line("性别", it.idNumber().gender().label()));
        });
        return new Part("identity", "身份信息", "核对申请人", DUTY, "账号存在期间", List.of(new Entry("实名信息", lines)));
    }

    private Part registered(List<Certificate> held) {
        List<Entry> entries = new ArrayList<>();
        for (Certificate certificate : held) {
            List<Line> lines = new ArrayList<>(List.of(
                    new Line("姓名", certificate.holderName().value()),
                    new Line("身份证号码", certificate.holder().value()),
                    new Line("性别", certificate.gender().label()),
                    new Line("操作类别", certificate.tradeName()),
                    new Line("初次领证", DAY.format(certificate.firstIssuedOn())),
                    new Line("使用期", DAY.format(certificate.validFrom()) + "至" + DAY.format(certificate.validTo())),
                    new Line("发证机关", certificate.authority()),
                    new Line("状态", certificate.status().label()),
                    new Line("照片", certificates.photoOf(certificate.number()).isPresent() ? "有（见打包下载）" : "无")));
            certificates
                    .operationsOn(certificate.number())
                    .forEach(it -> lines.add(new Line(
                            "登记 " + DAY.format(it.on()),
                            it.code().label() + (it.reason().isBlank() ? "" : "：" + withoutStaff(it.reason())))));
            lines.add(new Line("被他人核验", verifications.checksOf(certificate.number()) + "次（不记录核验人）"));
            entries.add(new Entry("证书 " + certificate.number().value(), lines));
        }
        return new Part(
                "certificates",
                "证书登记信息",
                "证明从业资格，供社会查询核验",
                "履行法定职责所必需（《中华人民共和国行政许可法》第四十条、第六十一条）",
                "证书有效期间和法律规定的档案保管期间",
                entries);
    }

    /**
     * Who of the office proposed and confirmed it is kept with the entry, and told as elsewhere: the office's people.
     */
    private static String withoutStaff(String reason) {
        return reason.replaceAll("（提出 [^（）]*，复核 [^（）]*）$", "");
    }

    private Part records(Optional<People.Person> person) {
        List<Entry> entries =
                person.map(it -> certificates.factsAbout(it.idNumber()).entries()).orElse(List.of()).stream()
                        .map(it -> new Entry(
                                it.kind().label(),
                                Stream.of(
                                                Optional.of(new Line("日期", DAY.format(it.on()))),
                                                it.until().map(until -> new Line("有效至", DAY.format(until))),
                                                Optional.of(it.detail())
                                                        .filter(detail -> !detail.isBlank())
                                                        .map(detail -> new Line("内容", detail)))
                                        .flatMap(Optional::stream)
                                        .toList()))
                        .toList();
        return new Part("records", "培训、违章等登记记录", "审查是否符合延续条件", DUTY, "与证书登记信息相同", entries);
    }

    private Part applications(List<CaseFile> own) {
        return new Part(
                "cases",
                "办件",
                "受理、审查和决定延续申请",
                DUTY + "；《中华人民共和国行政许可法》第五十条",
                "关闭后：没有提交的" + words(periods.draft()) + "，已签发证书的" + words(periods.decided()) + "，其他"
                        + words(periods.rejected()),
                own.stream().map(this::application).toList());
    }

    private Entry application(CaseFile file) {
        String number = file.number();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("状态", file.status().label()));
        lines.add(new Line("进入办理", time.format(file.openedAt())));
        file.submittedAt().ifPresent(at -> lines.add(new Line("最近一次提交", time.format(at))));
        file.closedAt().ifPresent(at -> {
            lines.add(new Line("关闭", time.format(at)));
            lines.add(new Line("内容保存至", DAY.format(keptUntil(file, at))));
        });
        summary.groups(file).stream()
                .flatMap(group ->
                        group.rows().stream().map(row -> new Line(group.title() + "·" + row.label(), row.value())))
                .forEach(lines::add);
        cases.section(number, SIGNATURE)
                .filter(it -> it.signedAt() != null)
                .ifPresent(it ->
                        lines.add(new Line("电子签名", "有，签于" + time.format(Instant.parse(it.signedAt())) + "（图像见打包下载）")));
        cases.section(number, COLLECTION).ifPresent(it -> {
            if (it.rating() != null) {
                lines.add(new Line("您的评价", it.rating() + "分"));
            }
            if (it.comment() != null) {
                lines.add(new Line("您的意见", it.comment()));
            }
        });
        findings.findings(number).forEach(it -> lines.add(new Line("系统核对的结果", it.text())));
        ledgers.of(number)
                .forEach(it -> lines.add(new Line(
                        "期限·" + it.kind().label(),
                        "起算" + DAY.format(it.start())
                                + it.due().map(due -> "，截止" + DAY.format(due)).orElse(""))));
        cases.events(number).stream()
                .filter(CaseEvent::isForTheApplicant)
                .forEach(event -> lines.add(new Line(time.format(event.at()), event.text())));
        return new Entry("办件 " + number, lines);
    }

    private LocalDate keptUntil(CaseFile file, Instant closed) {
        Period period = file.submittedAt().isEmpty()
                ? periods.draft()
                : file.status() == CaseStatus.ISSUED ? periods.decided() : periods.rejected();
        return LocalDate.ofInstant(closed, clock.getZone()).plus(period);
    }

    /** Says of submitted cases why they stay and until when, to whoever wants them deleted. */
    public String whatStays(String user) {
        List<String> staying = cases.ofApplicant(user).stream()
                .filter(file -> file.submittedAt().isPresent())
                .map(file -> "办件 " + file.number()
                        + file.closedAt()
                                .map(at -> "保存至" + DAY.format(keptUntil(file, at)))
                                .orElse("尚未办结"))
                .toList();
        return staying.isEmpty()
                ? "证书登记信息按法律、行政法规规定的期限保存"
                : "下列内容依照法律、行政法规规定的保存期限保存，期满自动删除（《中华人民共和国个人信息保护法》第四十七条第二款）："
                        + String.join("；", staying)
                        + "；文书和证书保存" + words(periods.papers()) + "；证书登记信息在证书有效期间和档案保管期间保存";
    }

    private Part checks(List<CaseFile> own) {
        List<Entry> entries = new ArrayList<>();
        for (CaseFile file : own) {
            jdbc.sql("select state, opened_at from faceauth_sessions where case_number = ? order by opened_at")
                    .param(file.number())
                    .query((row, index) -> new Entry(
                            time.format(row.getObject(2, OffsetDateTime.class).toInstant()),
                            List.of(
                                    new Line("方式", "人脸识别（不保存人脸）"),
                                    new Line("结果", result(row.getString(1))),
                                    new Line("办件", file.number()))))
                    .list()
                    .forEach(entries::add);
            jdbc.sql(
                            "select state, requested_at from faceauth_counter_checks where case_number = ? order by requested_at")
                    .param(file.number())
                    .query((row, index) -> new Entry(
                            time.format(row.getObject(2, OffsetDateTime.class).toInstant()),
                            List.of(
                                    new Line("方式", "窗口核验身份证件"),
                                    new Line("结果", result(row.getString(1))),
                                    new Line("办件", file.number()))))
                    .list()
                    .forEach(entries::add);
        }
        return new Part("checks", "身份核验记录", "确认办理人就是申请人", CONSENT, "与所属办件相同", entries);
    }

    private static String result(String state) {
        return switch (state) {
            case "CONFIRMED" -> "通过";
            case "REFUSED" -> "未通过";
            case "CANCELLED" -> "已取消";
            default -> "没有完成";
        };
    }

    private Part documents(String user, List<CaseFile> own) {
        List<Entry> entries = Stream.concat(
                        own.stream().map(CaseFile::number),
                        requests.of(user).stream().map(PersonRequests.PersonRequest::number))
                .flatMap(number -> papers.of(number).stream())
                .map(paper -> new Entry(
                        paper.label(),
                        Stream.of(
                                        Optional.of(new Line("编号", paper.number())),
                                        Optional.of(new Line("制作", time.format(paper.issuedAt()))),
                                        paper.servedAt().map(at -> new Line("送达", time.format(at))))
                                .flatMap(Optional::stream)
                                .toList()))
                .toList();
        return new Part(
                "papers", "文书和证书文件", "告知决定，证明资格", DUTY, "办件关闭后" + words(periods.papers()) + "；证书仍在使用期内的不删除", entries);
    }

    private Part messages(String user) {
        List<Entry> entries = jdbc.sql(
                        "select id, text, created_at from notices_told where recipient = ? order by created_at desc")
                .param(user)
                .query((row, index) -> new Entry(
                        time.format(row.getObject(3, OffsetDateTime.class).toInstant()),
                        List.of(new Line("内容", vault.read("notice/" + row.getString(1), row.getString(2))))))
                .list();
        return new Part("messages", "消息", "告知办理情况", DUTY, "发出后" + words(periods.notices()), entries);
    }

    private Part agreed(String user) {
        return new Part(
                "consents",
                "告知和同意的记录",
                "证明已经告知和您的选择",
                "《中华人民共和国个人信息保护法》第十四条、第十七条、第二十九条",
                "账号存在期间",
                consents.of(user).stream()
                        .map(it -> new Entry(
                                it.kind().label(),
                                List.of(
                                        new Line(
                                                "您的选择",
                                                it.kind() == Consents.Kind.NOTICE
                                                        ? "已阅读"
                                                        : it.answer().label()),
                                        new Line("版本", it.version()),
                                        new Line("时间", time.format(it.at())))))
                        .toList());
    }

    private Part asked(String user) {
        return new Part(
                "requests",
                "更正、删除的请求",
                "办理您的请求",
                "《中华人民共和国个人信息保护法》第四十六条、第四十七条、第五十条",
                "答复后" + words(periods.rejected()),
                requests.of(user).stream()
                        .map(it -> new Entry(
                                it.number(),
                                Stream.of(
                                                Optional.of(new Line(
                                                        "请求", it.subject().label())),
                                                Optional.ofNullable(it.content().text())
                                                        .map(text -> new Line("说明", text)),
                                                Optional.ofNullable(it.content().recipient())
                                                        .map(text -> new Line("收件人", text)),
                                                Optional.ofNullable(it.content().phone())
                                                        .map(text -> new Line("联系电话", text)),
                                                Optional.ofNullable(it.content().detail())
                                                        .map(text -> new Line("详细地址", text)),
                                                Optional.of(new Line("提出", time.format(it.openedAt()))),
                                                Optional.of(new Line(
                                                        "状态", it.state().label())),
                                                it.outcome().map(text -> new Line("答复", text)))
                                        .flatMap(Optional::stream)
                                        .toList()))
                        .toList());
    }

    /** Says a period as people do. */
    private static String words(Period period) {
        StringBuilder words = new StringBuilder();
        if (period.getYears() > 0) {
            words.append(period.getYears()).append("年");
        }
        if (period.getMonths() > 0) {
            words.append(period.getMonths()).append("个月");
        }
        if (period.getDays() > 0) {
            words.append(period.getDays()).append("日");
        }
        return words.toString();
    }
}
