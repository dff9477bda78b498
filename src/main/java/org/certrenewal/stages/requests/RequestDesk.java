package org.certrenewal.stages.requests;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.CaseStatus;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.documents.AwaitsSeal;
import org.certrenewal.documents.IssuingOffice;
import org.certrenewal.documents.LetterHead;
import org.certrenewal.documents.LetterKind;
import org.certrenewal.documents.Letters;
import org.certrenewal.documents.ListedPaper;
import org.certrenewal.documents.Paper;
import org.certrenewal.documents.PaperDesk;
import org.certrenewal.documents.PaperKind;
import org.certrenewal.documents.Papers;
import org.certrenewal.documents.RequestLetters;
import org.certrenewal.documents.Typeface;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSet;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.privacy.LetterPost;
import org.certrenewal.privacy.PersonRequests;
import org.certrenewal.privacy.PersonRequests.Content;
import org.certrenewal.privacy.PersonRequests.PersonRequest;
import org.certrenewal.privacy.PersonRequests.State;
import org.certrenewal.privacy.PersonRequests.Subject;
import org.certrenewal.privacy.PersonalRecords;
import org.certrenewal.privacy.Retention;
import org.certrenewal.process.Withdrawals;
import org.certrenewal.registry.reference.GroupId;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.typed.Telephone;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes and answers requests. What is granted is done at once as far as it is the service's to do; a refusal is a
 * letter with remedies.
 */
@Component
class RequestDesk {

    private static final String SERIES = "浙建特延";
    private static final String ONLY = "1";
    private static final String KIND = "person-request";
    private static final String PAGE = "/my/information#requests";

    private final PersonRequests requests;
    private final PersonalRecords records;
    private final Retention retention;
    private final Withdrawals withdrawals;
    private final CaseFiles cases;
    private final People people;
    private final Offices offices;
    private final ServiceCatalogue catalogue;
    private final LawBook law;
    private final PaperDesk desk;
    private final Papers papers;
    private final LetterPost post;
    private final Notices notices;
    private final Clock clock;

    RequestDesk(
            PersonRequests requests,
            PersonalRecords records,
            Retention retention,
            Withdrawals withdrawals,
            CaseFiles cases,
            People people,
            Offices offices,
            ServiceCatalogue catalogue,
            LawBook law,
            PaperDesk desk,
            Papers papers,
            LetterPost post,
            Notices notices,
            Clock clock) {
        this.requests = requests;
        this.records = records;
        this.retention = retention;
        this.withdrawals = withdrawals;
        this.cases = cases;
        this.people = people;
        this.offices = offices;
        this.catalogue = catalogue;
        this.law = law;
        this.desk = desk;
        this.papers = papers;
        this.post = post;
        this.notices = notices;
        this.clock = clock;
    }

    /** Returns the cases of a person that hold an address to which something is posted. */
    List<CaseFile> withAddress(String user) {
        return cases.ofApplicant(user).stream()
                .filter(file -> address(file.number()).isPresent())
                .toList();
    }

    private Optional<Pickup.Address> address(String caseNumber) {
        return cases.section(caseNumber, Section.PICKUP)
                .map(Pickup::address)
                .filter(it -> it.detail() != null && !it.detail().isBlank());
    }

    /** Returns the office that last handled something of a person's. */
    Optional<String> officeOf(String user) {
        return cases.ofApplicant(user).stream()
                .flatMap(file -> file.office().stream())
                .findFirst();
    }

    /** Takes a request that is complete, and tells the office. */
    @Transactional
    public PersonRequest open(
            String user, Subject subject, Optional<String> caseNumber, String office, Content content) {
        PersonRequest request = requests.open(user, subject, caseNumber, office, content);
        for (GroupId group : List.of(GroupId.officers(office), GroupId.supervisors(office))) {
            notices.tell(Note.to(group.value())
                    .once(KIND, KIND + ":" + request.number() + ":" + group.value())
                    .saying("有一项个人信息请求等待决定：" + request.number())
                    .at("/office/requests"));
        }
        return request;
    }

    /**
     * Grants a request and does what follows.
     *
     * @return false if somebody was faster
     */
    @Transactional
    public boolean grant(PersonRequest request, String reason, String officer) {
        String done = switch (request.subject()) {
            case CONTACT -> correctContact(request, officer);
            case REGISTER -> handOn(request);
            case OTHER -> "已同意更正、补充。";
            case UNSUBMITTED, EVERYTHING -> delete(request);
        };
        return answered(request, State.GRANTED, done + "说明：" + reason, officer, PAGE);
    }

    private String correctContact(PersonRequest request, String officer) {
        Optional<String> number = request.caseNumber()
                .flatMap(cases::find)
                .filter(file -> file.applicant().equals(request.user()))
                .map(CaseFile::number)
                .filter(it -> address(it).isPresent());
        if (number.isEmpty()) {
            return "该办件的收件信息已经按保存期限删除，不需要更正。";
        }
        cases.lock(number.get());
        Pickup pickup = cases.section(number.get(), Section.PICKUP).orElseThrow();
        Pickup.Address before = pickup.address();
        Content right = request.content();
        cases.save(
                number.get(),
                Section.PICKUP,
                new Pickup(
                        pickup.method(),
                        new Pickup.Address(
                                or(right.recipient(), before.recipient()),
                                right.phone() == null || right.phone().isBlank()
                                        ? before.phone()
                                        : Telephone.of(right.phone()).value(),
                                before.city(),
                                before.district(),
                                or(right.detail(), before.detail())),
                        pickup.payer(),
                        pickup.letters()),
                true);
        cases.record(number.get(), officer, "contact-corrected", "应本人请求更正收件信息，签名的申请内容另行保存、不变");
        return "已更正办件 " + number.get() + " 的收件信息。";
    }

    private static String or(String right, String before) {
        return right == null || right.isBlank() ? before : right;
    }

    /** The register is corrected by whoever keeps it, in a proceeding of its own. */
    private String handOn(PersonRequest request) {
        notices.tell(Note.to(GroupId.supervisors(request.office()).value())
                .once(KIND, KIND + "-register:" + request.number())
                .saying("个人信息请求 " + request.number() + " 已同意，请办理证书登记信息的更正：查找该证书，在“提出处置”中提出")
                .at("/office/certificates"));
        return "已转本机关负责人办理证书登记信息的更正，办结后另行告知。";
    }

    private String delete(PersonRequest request) {
        cases.ofApplicant(request.user()).stream()
                .filter(file -> file.status() == CaseStatus.DRAFT)
                .forEach(draft -> withdrawals.withdraw(draft.number(), request.user()));
        int erased = retention.eraseUnsubmitted(request.user());
        return "已删除" + erased + "个草稿和没有提交的办件。" + records.whatStays(request.user()) + "。";
    }

    /**
     * Refuses a request by letter.
     *
     * @return false if somebody was faster
     */
    @Transactional
    public boolean refuse(PersonRequest request, String reason, String officer) {
        if (!answered(request, State.REFUSED, reason, officer, "/my/requests/" + request.number() + "/letter")) {
            return false;
        }
        Office office = offices.withCode(request.office()).orElseThrow();
        LocalDate today = LocalDate.now(clock);
        RuleSet rules = law.rules().inForce(today);
        LocalDate received = LocalDate.ofInstant(request.openedAt(), clock.getZone());
        Paper letter = desk.issue(
                request.number(),
                LetterKind.REQUEST_REFUSAL,
                ONLY,
                new PaperDesk.Series(SERIES + office.sign(), office.code()),
                number -> RequestLetters.refusal(
                        head(request, office, number, today),
                        received,
                        request.subject().label(),
                        reason,
                        new Letters.Contest(
                                rules.number(RuleKey.RECONSIDERATION_DAYS), rules.number(RuleKey.LAWSUIT_MONTHS))));
        if (post.isWanted(request.user())) {
            post.list(letter.id(), request.number(), office.code());
        }
        return true;
    }

    private LetterHead head(PersonRequest request, Office office, String number, LocalDate today) {
        People.Person person = people.withUserId(request.user());
        return new LetterHead(
                number,
                today,
                person.name().value(),
                person.idNumber().masked(),
                request.number(),
                spelt(catalogue.handledHere().name()),
                "",
                "",
                new IssuingOffice(
                        spelt(office.authority()),
                        spelt(office.name()),
                        spelt(office.reconsiderationBody()),
                        spelt(office.reconsiderationChannel()),
                        spelt(office.court()),
                        spelt("地址：" + office.address() + "　电话：" + office.telephone() + "　办公时间：" + office.hours())));
    }

    private static String spelt(String text) {
        return Typeface.official().spelt(text);
    }

    /**
     * Returns the letter of a refusal.
     *
     * @throws AwaitsSeal if it is written, and waits for its seal
     */
    Optional<Paper> letter(String number) {
        if (papers.unsealed(number, PaperKind.REQUEST_REFUSAL, ONLY).isPresent()) {
            throw new AwaitsSeal(number);
        }
        return papers.of(number).stream().map(ListedPaper::id).findFirst().flatMap(papers::find);
    }

    /** Notes that the addressee has opened the letter, where that serves it. */
    void opened(Paper letter) {
        if (post.find(letter.id()).isEmpty()) {
            papers.served(letter.id(), clock.instant());
        }
    }

    private boolean answered(PersonRequest request, State state, String outcome, String officer, String href) {
        if (!requests.answer(request, state, outcome, officer)) {
            return false;
        }
        notices.tell(Note.to(request.user())
                .once(KIND, KIND + "-answered:" + request.number())
                .saying("您的个人信息请求 " + request.number() + "（" + request.subject().label() + "）："
                        + (state == State.GRANTED ? outcome : "不同意，理由和救济途径见《个人信息请求答复书》"))
                .at(href));
        return true;
    }
}
