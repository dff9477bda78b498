package org.certrenewal.stages.acts;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.audit.AuditTrail;
import org.certrenewal.casefile.CertificateOffices;
import org.certrenewal.casefile.People;
import org.certrenewal.documents.ActLetters;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.Typeface;
import org.certrenewal.law.DueDate;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.ActInstances;
import org.certrenewal.process.ActProcess;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.imports.Register;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.typed.Lengths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Disposes of certificates: one supervisor proposes; where the ground asks for it, the holder gets a notice and can
 * answer, and the answer is weighed; another supervisor of the same office confirms, and in the transaction of the
 * confirmation the holder gets the decision and the registry changes.
 */
@Component
class Disposals {

    private static final Logger log = LoggerFactory.getLogger(Disposals.class);

    private static final String SUPERVISORS = GroupId.Desk.SUPERVISORS.prefix();
    private static final int SHORTEST_REASON = 5;
    private static final int CITY = 4;

    private final Acts acts;
    private final ActGrounds grounds;
    private final ActPapers papers;
    private final List<ActEffect> effects;
    private final StatusEffect statuses;
    private final ActInstances instances;
    private final Certificates certificates;
    private final People people;
    private final Notices notices;
    private final Places places;
    private final CertificateOffices offices;
    private final Register register;
    private final LawBook law;
    private final Clock clock;
    private final AuditTrail audit;

    Disposals(
            Acts acts,
            ActGrounds grounds,
            ActPapers papers,
            List<ActEffect> effects,
            StatusEffect statuses,
            ActInstances instances,
            Certificates certificates,
            People people,
            Notices notices,
            Places places,
            CertificateOffices offices,
            Register register,
            LawBook law,
            Clock clock,
            AuditTrail audit) {
        this.audit = audit;
        this.acts = acts;
        this.grounds = grounds;
        this.papers = papers;
        this.effects = effects;
        this.statuses = statuses;
        this.instances = instances;
        this.certificates = certificates;
        this.people = people;
        this.notices = notices;
        this.places = places;
        this.offices = offices;
        this.register = register;
        this.law = law;
        this.clock = clock;
    }

    /**
     * Tells whether an office may dispose of a certificate: the register names it, or the city whose letter the number
     * bears is its own, or the last application for its renewal was made there, so that what is found in a case can be
     * seen to where it was found.
     */
    boolean isFor(CertificateNumber certificate, String office) {
        return liesIn(certificate, office)
                || offices.officeOf(certificate.value()).filter(office::equals).isPresent();
    }

    private boolean liesIn(CertificateNumber certificate, String office) {
        Optional<String> named = register.officeOf(certificate);
        if (named.isPresent()) {
            return named.get().equals(office);
        }
        return places.cityOfLetter(certificate.cityLetter())
                .filter(city -> office.startsWith(city.code().substring(0, CITY)))
                .isPresent();
    }

    /** Tells whether an office sees an act to its end: the one that proposed it. */
    boolean isFor(Act act, String office) {
        return act.office().map(office::equals).orElseGet(() -> isFor(act.certificate(), office));
    }

    /**
     * Proposes an act. Where something goes before the decision, the holder gets the notice at once.
     *
     * @param office the supervisor's
     * @return the act's id
     */
    @Transactional
    public String propose(Proposal proposal, String by, String office) {
        CertificateNumber number = proposal.certificate();
        ActKind kind = proposal.kind();
        if (!isFor(number, office)) {
            throw new ActRefused("这本证书不由您的机关管理");
        }
        Certificate certificate = existing(number);
        refuseImpossible(kind, certificate);
        ActGrounds.Ground ground = grounds.find(kind, proposal.ground(), today())
                .orElseThrow(() -> new ActRefused("请选择" + kind.label() + "的依据"));
        if (!ground.usable()) {
            throw new ActRefused("这一依据的条文尚未核实，不能据以作出决定，请选择其他依据，或者请系统管理员核实后再选");
        }
        String facts = words("查明的事实", proposal.facts(), SHORTEST_REASON, Lengths.ACT_REASON);
        String underlying =
                words("所依据的决定或者文书的文号", proposal.underlying(), kind.paper().standsOnPaper() ? 1 : 0, Lengths.ACT_PAPER);
        Optional<LocalDate> endsOn = endsOn(kind, proposal.endsOn(), ground.precedes());
        Optional<PersonName> rightName = rightName(kind, proposal.rightName(), certificate);
        refuseConflictOfInterest(certificate, by);
        List<Act> before = acts.on(number);
        if (before.stream().anyMatch(Act::isOpen)) {
            throw new ActRefused("这本证书已有一项处置等待复核");
        }
        Act.Notice notice = new Act.Notice(ground.precedes(), Optional.empty(), Optional.empty());
        String id = PaperDesk.newId();
        add(new Act(
                id,
                number + "-" + (before.size() + 1),
                number,
                Optional.of(office),
                kind,
                new Act.Basis(ground.text(), Optional.of(ground.key()), facts, underlying, endsOn, rightName),
                notice,
                notice.isWanted() ? Act.State.NOTICED : Act.State.WAITING,
                by,
                clock.instant(),
                Optional.empty(),
                Optional.empty()));
        audit.append(
                AuditTrail.CERTIFICATE + number,
                by,
                "act-proposed",
                id + " " + kind,
                ground.text() + "\n" + facts + "\n" + underlying);
        instances.start(id, notice.isWanted());
        if (!notice.isWanted()) {
            askForConfirmation(acts.withId(id).orElseThrow());
        }
        return id;
    }

    private void add(Act act) {
        try {
            acts.add(act);
        } catch (DuplicateKeyException atTheSameMoment) {
            throw new ActRefused("这本证书刚由另一位负责人提出处置，请刷新后查看");
        }
    }

    private Optional<LocalDate> endsOn(ActKind kind, Optional<LocalDate> endsOn, Precedes precedes) {
        if (!kind.paper().ends()) {
            return Optional.empty();
        }
        LocalDate earliest = precedes == Precedes.NONE || precedes == Precedes.AFTERWARDS
                ? today()
                : answerDue().date();
        if (endsOn.isEmpty() || !endsOn.get().isAfter(earliest)) {
            throw new ActRefused("请填写" + kind.label() + "的最后一日，须晚于" + ActLetters.day(earliest));
        }
        return endsOn;
    }

    /**
     * Reads the name that a correction registers: the one by which the holder is known, so that a slip can't be sealed.
     */
    private Optional<PersonName> rightName(ActKind kind, String typed, Certificate certificate) {
        if (!kind.corrects()) {
            return Optional.empty();
        }
        PersonName right;
        try {
            right = PersonName.of(typed);
        } catch (IllegalArgumentException wrong) {
            throw new ActRefused("更正后的姓名：" + wrong.getMessage());
        }
        words("更正后的姓名", right.value(), 1, Lengths.NAME);
        if (people.withIdNumber(certificate.holder())
                .filter(holder -> !holder.name().equals(right))
                .isPresent()) {
            throw new ActRefused("更正后的姓名与持证人实名认证的姓名不一致，请核对身份证件后重新填写");
        }
        if (!CorrectionEffect.changes(certificate, right)) {
            throw new ActRefused("证书登记的姓名、性别与此一致，不需要更正");
        }
        return Optional.of(right);
    }

    private static String words(String label, String typed, int shortest, int longest) {
        String words = typed == null ? "" : typed.strip();
        if (Lengths.of(words) < shortest || Lengths.of(words) > longest) {
            throw new ActRefused(
                    shortest == 0
                            ? label + "不能超过" + longest + "字"
                            : "请写明" + label + "，" + shortest + "至" + longest + "字");
        }
        Typeface.official().objection(words).ifPresent(objection -> {
            throw new ActRefused(label + "：" + objection);
        });
        return words;
    }

    private DueDate answerDue() {
        LocalDate today = today();
        return law.calendar().plus(today, law.rules().inForce(today).number(RuleKey.ACT_STATEMENT_WORKING_DAYS));
    }

    /**
     * Issues the notice to the holder.
     *
     * @return when the holder's time to answer is over
     */
    Date giveNotice(String id) {
        Act act = acts.withId(id).orElseThrow();
        Certificate certificate = existing(act.certificate());
        DueDate due = answerDue();
        acts.noticed(id, today(), due.date());
        Paper paper = papers.notice(
                act, certificate, effect(act).decides(act, certificate, today()).get(0), due);
        tellHolder(act, certificate, "act-notice", "收到" + paper.title() + "，请在期限内陈述、申辩");
        return endOf(due.date());
    }

    /**
     * Takes the holder's answer.
     *
     * @param hearing whether a hearing is asked for
     */
    @Transactional
    public void answer(String id, String statement, boolean hearing, String by) {
        Act act = acts.withId(id)
                .filter(found -> isHolder(existing(found.certificate()), by))
                .orElseThrow(() -> new ActRefused("没有这项处置"));
        boolean afterwards = act.state() == Act.State.APPLIED
                && act.notice().precedes() == Precedes.AFTERWARDS
                && acts.word(id, Acts.WordKind.STATEMENT).isEmpty();
        if (act.state() != Act.State.NOTICED && !afterwards
                || act.notice().due().filter(due -> !today().isAfter(due)).isEmpty()) {
            throw new ActRefused("陈述、申辩的期限已过，或者已经提出过");
        }
        boolean heard = hearing && act.notice().precedes() == Precedes.HEARING;
        String words = words("陈述、申辩的内容", statement, SHORTEST_REASON, Lengths.ACT_STATEMENT);
        if (!afterwards) {
            move(act, heard ? Act.State.HEARING : Act.State.WEIGHING);
        }
        acts.write(id, Acts.WordKind.STATEMENT, words, by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-answered", id, words);
        if (!afterwards) {
            instances.answer(id, ActProcess.Messages.STATEMENT_MADE, Map.of(ActProcess.HEARING, heard));
        }
        tellOffice(act, heard ? "act-hearing" : "act-answered", heard ? "持证人要求听证" : "持证人提出陈述、申辩，请复核");
    }

    /** Says when and where the hearing that the holder asked for is held, and tells the holder in writing. */
    @Transactional
    public void appointHearing(
            String id, Optional<LocalDateTime> at, String place, String presiding, String by, String office) {
        Act act = inState(id, office, Act.State.HEARING);
        Certificate certificate = existing(act.certificate());
        refuseConflictOfInterest(certificate, by);
        if (acts.word(id, Acts.WordKind.APPOINTMENT).isPresent()) {
            throw new ActRefused("听证已经通知");
        }
        LocalDate earliest = law.calendar()
                .plus(today(), law.rules().inForce(today()).number(RuleKey.HEARING_NOTICE_WORKING_DAYS))
                .date();
        if (at.filter(time -> time.toLocalDate().isAfter(earliest)).isEmpty()) {
            throw new ActRefused("请填写听证的时间，须晚于" + ActLetters.day(earliest));
        }
        Hearing hearing = new Hearing(
                at.get(), words("听证的地点", place, 2, Lengths.ACT_PAPER), words("主持人", presiding, 2, Lengths.NAME));
        acts.write(id, Acts.WordKind.APPOINTMENT, hearing.written(), by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-hearing-appointed", id, hearing.written());
        Paper paper = papers.hearing(act, certificate, hearing);
        tellHolder(act, certificate, "act-notice", "收到" + paper.title());
    }

    /** Records a hearing that was held. */
    @Transactional
    public void recordHearing(String id, String record, String by, String office) {
        Act act = inState(id, office, Act.State.HEARING);
        refuseConflictOfInterest(existing(act.certificate()), by);
        Hearing appointed = acts.word(id, Acts.WordKind.APPOINTMENT)
                .map(word -> Hearing.read(word.text()))
                .orElseThrow(() -> new ActRefused("请先通知听证的时间和地点"));
        if (LocalDateTime.now(clock).isBefore(appointed.at())) {
            throw new ActRefused("听证尚未举行");
        }
        String words = words("听证情况", record, SHORTEST_REASON, Lengths.ACT_REASON);
        move(act, Act.State.WEIGHING);
        acts.write(id, Acts.WordKind.HEARING, words, by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-heard", id, words);
        instances.answer(id, ActProcess.Messages.HEARING_HELD, Map.of());
    }

    /** Records how the holder's answer was weighed (行政处罚法 Art 45): what of it is taken up, and why not the rest. */
    @Transactional
    public void weigh(String id, String weighing, String by, String office) {
        Optional<Act> urgent = acts.withId(id)
                .filter(act -> isFor(act, office))
                .filter(act -> act.state() == Act.State.APPLIED && act.notice().precedes() == Precedes.AFTERWARDS)
                .filter(act -> acts.word(id, Acts.WordKind.STATEMENT).isPresent()
                        && acts.word(id, Acts.WordKind.WEIGHING).isEmpty());
        String words = words("复核意见", weighing, SHORTEST_REASON, Lengths.ACT_REASON);
        if (urgent.isPresent()) {
            weighAfterwards(urgent.get(), words, by);
            return;
        }
        Act act = inState(id, office, Act.State.WEIGHING);
        refuseConflictOfInterest(existing(act.certificate()), by);
        move(act, Act.State.WAITING);
        acts.write(id, Acts.WordKind.WEIGHING, words, by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-weighed", id, words);
        instances.answer(id, ActProcess.Messages.STATEMENT_WEIGHED, Map.of());
        askForConfirmation(act);
    }

    /** The act had its effect at once: what follows from the answer is an act of its own, such as a return. */
    private void weighAfterwards(Act act, String words, String by) {
        Certificate certificate = existing(act.certificate());
        refuseConflictOfInterest(certificate, by);
        acts.write(act.id(), Acts.WordKind.WEIGHING, words, by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-weighed", act.id(), words);
        tellHolder(act, certificate, "act-weighed", "您的陈述、申辩已经复核，结果见处置页面");
    }

    /** Notes that the holder's time to answer is over without an answer. */
    void noteSilence(String id) {
        Act act = acts.withId(id).orElseThrow();
        move(act, Act.State.WAITING);
        askForConfirmation(act);
    }

    private void move(Act act, Act.State to) {
        if (!acts.moved(act.id(), act.state(), to)) {
            throw new ActRefused("这项处置刚由别人办理，请刷新后查看");
        }
    }

    /** Confirms an act as the second person; it takes effect at once. */
    @Transactional
    public void confirm(String id, String by, String office) {
        Act act = inState(id, office, Act.State.WAITING);
        if (act.proposedBy().equals(by)) {
            throw new ActRefused("须由另一位负责人复核");
        }
        if (acts.word(id, Acts.WordKind.WEIGHING)
                .filter(word -> word.by().equals(by))
                .isPresent()) {
            throw new ActRefused("陈述、申辩由您复核，决定须由另一位负责人作出");
        }
        Certificate certificate = existing(act.certificate());
        refuseConflictOfInterest(certificate, by);
        refuseImpossible(act.kind(), certificate);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-confirmed", id, null);
        acts.handledBy(id, office);
        settle(act, Act.State.APPLIED, by);
        instances.answer(id, ActProcess.Messages.ACT_CONFIRMED, Map.of());
    }

    /** Declines an act; whoever proposed it may take it back this way. */
    @Transactional
    public void decline(String id, String by, String office) {
        Act act = mine(id, office);
        Certificate certificate = existing(act.certificate());
        refuseConflictOfInterest(certificate, by);
        audit.append(AuditTrail.CERTIFICATE + act.certificate(), by, "act-declined", id, null);
        settle(act, Act.State.DECLINED, by);
        instances.answer(id, ActProcess.Messages.ACT_DECLINED, Map.of());
        drop(act, certificate);
    }

    private void settle(Act act, Act.State state, String by) {
        if (!acts.answer(act.id(), act.state(), state, by)) {
            throw new ActRefused("这项处置刚由别人办理，请刷新后查看");
        }
    }

    private void drop(Act act, Certificate certificate) {
        papers.dropped(act, certificate)
                .ifPresent(paper -> tellHolder(act, certificate, "certificate-act", "收到" + paper.title()));
    }

    /**
     * Carries out a confirmed act, and issues the decision.
     *
     * @return when its effect is over, where it has a last day
     */
    Optional<Date> apply(String id) {
        if (acts.withId(id).orElseThrow().notice().precedes() == Precedes.AFTERWARDS) {
            acts.noticed(id, today(), answerDue().date());
        }
        Act act = acts.withId(id).orElseThrow();
        Certificate certificate = existing(act.certificate());
        List<String> decides = effect(act).decides(act, certificate, today());
        effect(act).take(act, certificate, today());
        papers.decision(act, certificate, decides);
        tellHolder(
                act,
                certificate,
                "certificate-act",
                act.kind().title() + "的决定已经作出。依据：" + act.basis().ground());
        return act.basis().endsOn().map(this::endOf);
    }

    /** Returns a certificate whose suspension is over; nothing happens if it isn't suspended any more. */
    void giveBack(String id) {
        Act act = acts.withId(id).orElseThrow();
        Certificate certificate = existing(act.certificate());
        if (statuses.giveBack(act, certificate, today())) {
            papers.givenBack(act, certificate);
            tellHolder(act, certificate, "certificate-act", "暂扣期限届满，已经发还");
        }
    }

    private ActEffect effect(Act act) {
        return effects.stream()
                .filter(effect -> effect.isOf(act.kind()))
                .findFirst()
                .orElseThrow();
    }

    /** Closes an act that nobody confirmed. */
    void forget(String id) {
        Act act = acts.withId(id).orElseThrow();
        if (acts.answer(id, act.state(), Act.State.FORGOTTEN, null)) {
            drop(act, existing(act.certificate()));
        }
    }

    private void askForConfirmation(Act act) {
        tellOffice(act, "act-proposed", "等待另一位负责人复核");
    }

    private void tellOffice(Act act, String kind, String text) {
        act.office()
                .ifPresent(office -> notices.tell(Note.to(SUPERVISORS + office)
                        .once(kind, kind + ":" + act.id())
                        .saying("证书 " + act.certificate() + " 的" + act.kind().label() + "：" + text)
                        .at("/office/certificates?number=" + act.certificate())));
    }

    private void tellHolder(Act act, Certificate certificate, String kind, String text) {
        people.withIdNumber(certificate.holder())
                .ifPresent(holder -> notices.tell(Note.to(holder.userId())
                        .once(kind, kind + ":" + act.id() + ":" + papers.count(act))
                        .saying("您的证书 " + certificate.number() + "：" + text
                                + (papers.goesOnPaper(certificate) ? "。文书按您的选择纸质送达" : ""))
                        .at("/my/acts/" + act.id())));
    }

    private Act mine(String id, String office) {
        return acts.withId(id)
                .filter(act -> isFor(act, office))
                .filter(Act::isOpen)
                .orElseThrow(() -> new ActRefused("这项处置已经办结，或者不由您的机关管理"));
    }

    private Act inState(String id, String office, Act.State state) {
        Act act = mine(id, office);
        if (act.state() != state) {
            throw new ActRefused("这项处置目前" + act.state().label() + "，请刷新后查看");
        }
        return act;
    }

    private Certificate existing(CertificateNumber number) {
        return certificates.withNumber(number).orElseThrow(() -> new ActRefused("没有这本证书"));
    }

    /** Whoever holds the certificate neither proposes, weighs, confirms nor declines. */
    private void refuseConflictOfInterest(Certificate certificate, String by) {
        if (people.find(by).filter(it -> certificate.isHeldBy(it.idNumber())).isPresent()) {
            log.warn("conflict of interest: {} may not dispose of the own certificate", by);
            throw new ActRefused("不能处置本人的证书");
        }
    }

    boolean isHolder(Certificate certificate, String user) {
        return people.find(user)
                .filter(it -> certificate.isHeldBy(it.idNumber()))
                .isPresent();
    }

    private static void refuseImpossible(ActKind kind, Certificate certificate) {
        if (!kind.isPossibleFrom(certificate.status())) {
            throw new ActRefused("证书目前" + certificate.status().label() + "，不能" + kind.label());
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** A last day counts to its 24:00 (民法典 Art 203). */
    private Date endOf(LocalDate last) {
        return Date.from(last.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }
}
