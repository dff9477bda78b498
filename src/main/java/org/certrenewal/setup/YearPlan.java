package org.certrenewal.setup;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.certrenewal.CertificateRenewalApplication;
import org.certrenewal.access.Role;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.Direction;
import org.certrenewal.casefile.People;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.casefile.SectionRefused;
import org.certrenewal.law.LawBook;
import org.certrenewal.privacy.Consents;
import org.certrenewal.process.PhoneAnswers;
import org.certrenewal.process.RenewalInstances;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Tasks;
import org.certrenewal.process.Withdrawals;
import org.certrenewal.process.outbox.OutboxWorker;
import org.certrenewal.process.tasks.Claims;
import org.certrenewal.process.tasks.Completion;
import org.certrenewal.process.tasks.TaskGone;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.GroupId.Desk;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Place;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.stages.delivery.Posting;
import org.certrenewal.stages.delivery.Rating;
import org.certrenewal.stages.review.Acceptance;
import org.certrenewal.stages.review.Correction;
import org.certrenewal.stages.review.DeadlineDisposition;
import org.certrenewal.stages.review.Review;
import org.certrenewal.stages.search.ServiceChoice;
import org.certrenewal.stages.signature.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays everybody of a year: workers, officers, supervisors, clerks, each through the services that the forms use. */
@Component
@Profile("demo & year")
class YearPlan {

    /** Only kept where something had to be confirmed. */
    private static final String CONFIRMED = "已电话核对申请人身份并查阅原始登记材料，情况属实";

    private static final Logger log = LoggerFactory.getLogger(YearPlan.class);

    private static final String SIGNED = signature();
    private static final int DAYS = 365;
    private static final String[] SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗".split("");
    private static final String[] GIVEN = "建国,海峰,志强,卫东,晓明,永康,根土,水根,金华,国良,文斌,阿海,立新,伟民,春生,红英,秀兰,丽君".split(",");
    private static final String[] GROUNDS = {
        "ground-education",
        "ground-education",
        "ground-education",
        "ground-health",
        "ground-accident",
        "true-statements"
    };
    private static final String[] FIELDS = {
        "form.region", "form.region", "form.region", "form.undertaking", "pickup", "pickup"
    };

    private final RenewalInstances instances;
    private final Claims claims;
    private final Completion completion;
    private final Withdrawals withdrawals;
    private final CaseFiles cases;
    private final People people;
    private final Certificates certificates;
    private final Offices offices;
    private final Places places;
    private final Trades trades;
    private final ServiceCatalogue catalogue;
    private final Undertakings undertakings;
    private final Consents consents;
    private final PhoneAnswers phone;
    private final OutboxWorker outbox;
    private final LawBook law;
    private final IdentityService identity;
    private final TaskService tasks;
    private final ManagementService management;

    YearPlan(
            RenewalInstances instances,
            Claims claims,
            Completion completion,
            Withdrawals withdrawals,
            CaseFiles cases,
            People people,
            Certificates certificates,
            Offices offices,
            Places places,
            Trades trades,
            ServiceCatalogue catalogue,
            Undertakings undertakings,
            Consents consents,
            PhoneAnswers phone,
            OutboxWorker outbox,
            LawBook law,
            IdentityService identity,
            TaskService tasks,
            ManagementService management) {
        this.instances = instances;
        this.claims = claims;
        this.completion = completion;
        this.withdrawals = withdrawals;
        this.cases = cases;
        this.people = people;
        this.certificates = certificates;
        this.offices = offices;
        this.places = places;
        this.trades = trades;
        this.catalogue = catalogue;
        this.undertakings = undertakings;
        this.consents = consents;
        this.phone = phone;
        this.outbox = outbox;
        this.law = law;
        this.identity = identity;
        this.tasks = tasks;
        this.management = management;
    }

    /** Does something at a time. */
    private record Turn(Instant at, int order, Runnable work) {}

    /**
     * Lives a year.
     *
     * @param end when it ends
     * @param progress told how many cases have been begun
     */
    void live(long seed, int count, Instant end, IntConsumer progress) {
        new Year(seed, count, end, progress).live();
    }

    private final class Year {

        private final Random random;
        private final int count;
        private final Instant end;
        private final IntConsumer progress;
        private final PriorityQueue<Turn> turns =
                new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(Turn::order));
        private final List<Trade> common = trades.all().stream()
                .filter(it -> !"99".equals(it.code()))
                .limit(8)
                .toList();
        private int order;
        private int begun;

        private Year(long seed, int count, Instant end, IntConsumer progress) {
            this.random = new Random(seed);
            this.count = count;
            this.end = end;
            this.progress = progress;
        }

        private void live() {
            LocalDate last = LocalDate.ofInstant(end, CertificateRenewalApplication.ZONE);
            for (int i = 0; i < count; i++) {
                int serial = i;
                // More in spring and autumn; fewer on Sundays.
                LocalDate day = last.minusDays(1 + random.nextInt(DAYS));
                if (day.getDayOfWeek().getValue() == 7 || day.getMonthValue() == 2) {
                    day = last.minusDays(1 + random.nextInt(DAYS));
                }
                at(day, 7 + random.nextInt(14), () -> {
                    new OneCase(serial).begins();
                    begun++;
                    progress.accept(begun);
                });
            }
            for (Turn turn = turns.poll(); turn != null && turn.at().isBefore(end); turn = turns.poll()) {
                passUntil(turn.at());
                take(turn);
                settle();
            }
            passUntil(end);
        }

        /** What the law or another's act has made impossible meanwhile isn't done, as in real life. */
        private void take(Turn turn) {
            try {
                turn.work().run();
            } catch (SectionRefused | TaskGone refused) {
                log.debug("refused in the year of cases: {}", refused.getMessage());
            }
        }

        /** Runs timers until then, each at its own time. */
        private void passUntil(Instant time) {
            for (Job next = nextTimer(time); next != null; next = nextTimer(time)) {
                if (next.getDuedate().after(ClockUtil.getCurrentTime()) || isBeforeTheYear()) {
                    ClockUtil.setCurrentTime(next.getDuedate());
                }
                management.executeJob(next.getId());
                settle();
            }
            ClockUtil.setCurrentTime(Date.from(time));
        }

        private boolean isBeforeTheYear() {
            return !ClockUtil.getCurrentTime().toInstant().isBefore(end);
        }

        private Job nextTimer(Instant until) {
            return management
                    .createJobQuery()
                    .processDefinitionKey(RenewalProcess.KEY)
                    .timers()
                    .duedateLowerThan(Date.from(until))
                    .orderByJobDuedate()
                    .asc()
                    .orderByJobId()
                    .asc()
                    .listPage(0, 1)
                    .stream()
                    .findFirst()
                    .orElse(null);
        }

        /** Runs what is to be done at once, and hears from partners, until nothing is left. */
        private void settle() {
            boolean more = true;
            while (more) {
                more = outbox.drain() > 0;
                for (Job job : management
                        .createJobQuery()
                        .processDefinitionKey(RenewalProcess.KEY)
                        .messages()
                        .withRetriesLeft()
                        .list()) {
                    management.executeJob(job.getId());
                    more = true;
                }
            }
        }

        private void at(LocalDate day, int hour, Runnable work) {
            Instant at = day.atTime(LocalTime.of(hour, random.nextInt(60), random.nextInt(60)))
                    .atZone(CertificateRenewalApplication.ZONE)
                    .toInstant();
            turns.add(new Turn(at, order++, work));
        }

        private LocalDate today() {
            return LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), CertificateRenewalApplication.ZONE);
        }

        private boolean happens(double probability) {
            return random.nextDouble() < probability;
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        /** Plays one case. */
        private final class OneCase {

            private final String applicant;
            private final Office office;
            private final Place place;
            private final String certificate;
            private final double slowness;
            private String number;

            private OneCase(int serial) {
                applicant = "y%05d".formatted(serial);
                // Larger cities have more workers.
                office = offices.all().get((int) (offices.all().size() * Math.pow(random.nextDouble(), 1.35)));
                place = placeOf(office);
                slowness = 0.6 + (Integer.parseInt(office.code()) / 100 % 7) * 0.16;
                PersonName name = PersonName.of(one(List.of(SURNAMES)) + one(List.of(GIVEN)));
                IdNumber id = idNumber(serial);
                people.put(new People.Person(applicant, name, id));
                LocalDate validTo = today().plusDays(62 + random.nextInt(26));
                CertificateNumber numberOfCertificate = new CertificateNumber("浙"
                        + places.cities().stream()
                                .filter(city -> city.code().equals(cityOf(place)))
                                .map(City::letter)
                                .findFirst()
                                .orElse('A')
                        + "01%04d%06d".formatted(validTo.getYear() - 2, 800_000 + serial));
                Trade trade = common.get((int) (common.size() * Math.pow(random.nextDouble(), 1.6)));
                LocalDate from = validTo.plusDays(1).minusYears(2);
                certificates.add(new Certificate(
                        numberOfCertificate,
                        id,
                        name,
                        id.gender(),
                        trade.code(),
                        trade.name(),
                        from.minusYears(2L * random.nextInt(5)),
                        from,
                        validTo,
                        from,
                        office.authority(),
                        office.issuerCode(),
                        CertificateStatus.VALID,
                        1,
                        Optional.empty()));
                certificate = numberOfCertificate.value();
            }

            private Place placeOf(Office of) {
                return places.place(of.code()).orElseThrow();
            }

            private IdNumber idNumber(int serial) {
                LocalDate born = LocalDate.of(1970, 1, 1).plusDays(random.nextInt(365 * 28));
                String head = "330999%04d%02d%02d%03d"
                        .formatted(born.getYear(), born.getMonthValue(), born.getDayOfMonth(), serial % 1000);
                for (char check : "0123456789X".toCharArray()) {
                    try {
                        return IdNumber.of(head + check);
                    } catch (IllegalArgumentException next) {
                        continue;
                    }
                }
                throw new IllegalStateException("every number has a check character");
            }

            // --- the applicant -----------------------------------------------------------------------------------

            private void begins() {
                number = as(applicant, Role.APPLICANT.group(), instances::start);
                forward(
                        Tasks.SEARCH_SERVICE,
                        new ServiceChoice(
                                "特种作业",
                                catalogue.handledHere().code(),
                                true,
                                consents.notice().version()));
                settle();
                if (happens(0.015)) {
                    while (task(Tasks.AUTHENTICATE_FACE).isPresent() && phone.answer(number, false)) {
                        settle();
                    }
                    return;
                }
                if (happens(0.09)) {
                    phone.answer(number, false);
                    settle();
                }
                if (happens(0.04)) {
                    // The page waits in vain; the applicant begins once more.
                    LocalDate tomorrow = today().plusDays(1);
                    at(tomorrow, 19, () -> {
                        if (task(Tasks.SEARCH_SERVICE).isPresent()) {
                            forward(
                                    Tasks.SEARCH_SERVICE,
                                    new ServiceChoice(
                                            "特种作业",
                                            catalogue.handledHere().code(),
                                            true,
                                            consents.notice().version()));
                            settle();
                            goesOn();
                        }
                    });
                    return;
                }
                goesOn();
            }

            private void goesOn() {
                phone.answer(number, true);
                settle();
                if (task(Tasks.FILL_FORM).isEmpty() || happens(0.05)) {
                    return;
                }
                pass(240);
                forward(Tasks.FILL_FORM, form());
                if (task(Tasks.CHOOSE_PICKUP).isEmpty() || happens(0.02)) {
                    return;
                }
                pass(60);
                forward(Tasks.CHOOSE_PICKUP, pickup());
                pass(40);
                if (happens(0.02)) {
                    as(applicant, Role.APPLICANT.group(), () -> {
                        withdrawals.withdraw(number, applicant);
                        return null;
                    });
                    return;
                }
                submits();
                waitsForAnswer();
            }

            private void submits() {
                forward(Tasks.CONFIRM_INFORMATION, null);
                settle();
                if (task(Tasks.AUTHENTICATE_FACE).isPresent()) {
                    phone.answer(number, true);
                    settle();
                }
                pass(50);
                forward(Tasks.SIGN_APPLICATION, new Signature(SIGNED, null, null, null, null));
                settle();
            }

            private RenewalForm form() {
                return new RenewalForm(
                        new RenewalForm.Region(cityOf(place), place.code()),
                        new RenewalForm.CertificateChoice(certificate),
                        new RenewalForm.Undertaking(
                                true, undertakings.on(today()).version(), null, null));
            }

            private Pickup pickup() {
                return happens(0.3)
                        ? new Pickup(
                                Pickup.Method.POST,
                                new Pickup.Address("收件人", "13900000000", cityOf(place), place.code(), "建设路1号"),
                                "RECIPIENT",
                                Pickup.Letters.ELECTRONIC)
                        : new Pickup(Pickup.Method.ELECTRONIC, null, null, Pickup.Letters.ELECTRONIC);
            }

            // --- the office --------------------------------------------------------------------------------------

            private void waitsForAnswer() {
                if (happens(0.02)) {
                    at(today().plusDays(1), 20, this::withdraws);
                    return;
                }
                at(
                        workday(1 + (int) (random.nextInt(4) * slowness) + (happens(0.04) ? 6 : 0)),
                        hour(),
                        this::isAnswered);
            }

            private void withdraws() {
                if (cases.withNumber(number).status().isWithdrawable()) {
                    as(applicant, Role.APPLICANT.group(), () -> {
                        withdrawals.withdraw(number, applicant);
                        return null;
                    });
                }
            }

            private void isAnswered() {
                if (task(Tasks.ACCEPT_APPLICATION).isEmpty()) {
                    // Silence has accepted it.
                    waitsForDecision();
                    return;
                }
                boolean again =
                        cases.withNumber(number).received().correctionAsked().isPresent();
                if (!again && happens(0.12)) {
                    List<Acceptance.Missing> missing = new ArrayList<>();
                    missing.add(new Acceptance.Missing(FIELDS[random.nextInt(FIELDS.length)], "与登记记录不一致，请核对后重新填写"));
                    official(
                            Desk.OFFICERS,
                            Tasks.ACCEPT_APPLICATION,
                            new Acceptance(Acceptance.Answer.CORRECT, missing, null, null));
                    if (happens(0.85)) {
                        at(today().plusDays(1 + random.nextInt(12)), 19, this::corrects);
                    }
                } else if (happens(0.03)) {
                    official(
                            Desk.OFFICERS,
                            Tasks.ACCEPT_APPLICATION,
                            new Acceptance(
                                    Acceptance.Answer.REFUSE,
                                    null,
                                    "holder-only",
                                    "申请人与证书登记的持证人不一致，不是本人申请",
                                    null,
                                    CONFIRMED));
                } else {
                    official(
                            Desk.OFFICERS,
                            Tasks.ACCEPT_APPLICATION,
                            new Acceptance(Acceptance.Answer.ACCEPT, null, null, null));
                    waitsForDecision();
                }
            }

            private void corrects() {
                if (task(Tasks.CORRECT_APPLICATION).isEmpty()) {
                    return;
                }
                forward(Tasks.CORRECT_APPLICATION, new Correction(form(), pickup()));
                submits();
                waitsForAnswer();
            }

            private void waitsForDecision() {
                if (happens(0.012)) {
                    // Nobody decides; the certificate's last day does.
                    return;
                }
                boolean late = happens(0.05);
                int days = 1 + (int) (random.nextInt(7) * slowness) + (late ? 22 : 0);
                if (late && happens(0.6)) {
                    at(workday(17), hour(), this::isExtended);
                }
                at(workday(days), hour(), this::isDecided);
            }

            /**
             * Extended before the period is over, as the law has it; under the shorter period nobody was that quick.
             */
            private void isExtended() {
                CaseFile file = cases.withNumber(number);
                if (task(Tasks.REVIEW_APPLICATION).isPresent() && file.urgedOn().isEmpty()) {
                    instances.proposeExtension(number);
                    official(
                            Desk.SUPERVISORS,
                            Tasks.EXTEND_DECISION,
                            new DeadlineDisposition(DeadlineDisposition.Disposition.EXTEND, "需要向外省核实继续教育记录，尚未收到复函"));
                }
            }

            private void isDecided() {
                if (task(Tasks.EXTEND_DECISION).isPresent()) {
                    official(
                            Desk.SUPERVISORS,
                            Tasks.EXTEND_DECISION,
                            new DeadlineDisposition(DeadlineDisposition.Disposition.URGE, null));
                    at(workday(1), hour(), this::isDecided);
                    return;
                }
                if (task(Tasks.REVIEW_APPLICATION).isEmpty()) {
                    return;
                }
                if (happens(0.035 + slowness * 0.03)) {
                    official(
                            Desk.OFFICERS,
                            Tasks.REVIEW_APPLICATION,
                            new Review(
                                    Review.Verdict.REJECT,
                                    GROUNDS[random.nextInt(GROUNDS.length)],
                                    "经核查，申请人的记录不符合规定的延续条件"));
                    return;
                }
                official(
                        Desk.OFFICERS,
                        Tasks.REVIEW_APPLICATION,
                        new Review(Review.Verdict.APPROVE, null, null, CONFIRMED));
                settle();
                if (task(Tasks.POST_CERTIFICATE).isPresent()) {
                    at(workday(1 + random.nextInt(happens(0.06) ? 14 : 5)), hour(), () -> {
                        if (task(Tasks.POST_CERTIFICATE).isPresent()) {
                            official(Desk.CLERKS, Tasks.POST_CERTIFICATE, new Posting("EMS", "EA123456789CN"));
                        }
                    });
                }
                if (happens(0.75)) {
                    at(today().plusDays(1 + random.nextInt(9)), 20, () -> {
                        if (task(Tasks.COLLECT_CERTIFICATE).isPresent()) {
                            int stars = happens(0.62) ? 5 : happens(0.6) ? 4 : happens(0.5) ? 3 : happens(0.5) ? 2 : 1;
                            forward(Tasks.COLLECT_CERTIFICATE, new Rating(happens(0.8) ? stars : null, null));
                        }
                    });
                }
            }

            // --- how it is done ----------------------------------------------------------------------------------

            private int hour() {
                return 9 + random.nextInt(8);
            }

            private LocalDate workday(int days) {
                return law.calendar().plus(today(), Math.max(1, days)).date();
            }

            private void pass(int seconds) {
                ClockUtil.setCurrentTime(Date.from(
                        ClockUtil.getCurrentTime().toInstant().plusSeconds(seconds / 2 + random.nextInt(seconds))));
            }

            private Optional<Task> task(String element) {
                return Optional.ofNullable(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey(element)
                        .singleResult());
            }

            private void forward(String element, Object section) {
                completes(applicant, Role.APPLICANT.group(), element, section);
            }

            private void official(Desk desk, String element, Object section) {
                String group =
                        desk.of(cases.withNumber(number).office().orElseThrow()).value();
                completes("y" + group, group, element, section);
                settle();
            }

            private void completes(String user, String group, String element, Object section) {
                Task open = task(element).orElseThrow(() -> new IllegalStateException(element + " isn't open"));
                as(user, group, () -> {
                    if (open.getAssignee() == null) {
                        claims.claim(open.getId(), user);
                    }
                    return completion.complete(
                            open.getId(), user, cases.withNumber(number).version(), Direction.NEXT, section);
                });
            }
        }
    }

    private String cityOf(Place place) {
        return places.cityOf(place.code()).map(City::code).orElseThrow();
    }

    private <T> T as(String user, String group, Supplier<T> work) {
        identity.setAuthentication(user, List.of(group));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private static String signature() {
        BufferedImage picture = new BufferedImage(300, 120, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(3));
        pen.drawLine(40, 60, 260, 50);
        pen.drawLine(150, 20, 140, 100);
        pen.dispose();
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
