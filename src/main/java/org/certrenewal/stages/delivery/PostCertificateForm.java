package org.certrenewal.stages.delivery;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.certrenewal.casefile.ApplicationSummary;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.casefile.CaseFiles;
import org.certrenewal.casefile.LegalDates;
import org.certrenewal.casefile.PostagePayer;
import org.certrenewal.casefile.Problem;
import org.certrenewal.casefile.Section;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.TaskForm;
import org.certrenewal.notices.Note;
import org.certrenewal.notices.Notices;
import org.certrenewal.process.RenewalProcess;
import org.certrenewal.process.RenewalProcess.Variables;
import org.certrenewal.process.parcels.Courier;
import org.certrenewal.process.parcels.Parcels;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.typed.Codes;
import org.certrenewal.typed.Telephone;
import org.springframework.stereotype.Component;

/** 寄送: the clerk has the courier take the paper copy along, or posts it and notes the tracking number. */
@Component
class PostCertificateForm implements TaskForm<Posting> {

    static final Pattern TRACKING = Pattern.compile("[A-Z0-9-]{8,30}");
    static final List<Carrier> CARRIERS =
            List.of(new Carrier("EMS", "中国邮政速递"), new Carrier("SF", "顺丰速运"), new Carrier("JD", "京东物流"));

    private final CaseFiles cases;
    private final Certificates certificates;
    private final ApplicationSummary summary;
    private final LegalDates dates;
    private final Notices notices;
    private final Courier courier;
    private final Parcels parcels;
    private final ParcelOrders orders;
    private final Clock clock;

    PostCertificateForm(
            CaseFiles cases,
            Certificates certificates,
            ApplicationSummary summary,
            LegalDates dates,
            Notices notices,
            Courier courier,
            Parcels parcels,
            ParcelOrders orders,
            Clock clock) {
        this.cases = cases;
        this.certificates = certificates;
        this.summary = summary;
        this.dates = dates;
        this.notices = notices;
        this.courier = courier;
        this.parcels = parcels;
        this.orders = orders;
        this.clock = clock;
    }

    record Carrier(String code, String name) {}

    record CertificateLine(String number, String name, String trade) {}

    /**
     * Shows what is to be sent.
     *
     * @param returned why the copy that was sent before is back, or null
     * @param courierOffered whether a courier takes parcels along
     * @param courierNote that the courier is a stand-in, or null
     */
    record Context(
            String recipient,
            String phone,
            String address,
            String payerText,
            CertificateLine certificate,
            List<Carrier> carriers,
            String deliverBy,
            String returned,
            boolean courierOffered,
            String courierNote) {}

    @Override
    public String element() {
        return RenewalProcess.Tasks.POST_CERTIFICATE;
    }

    @Override
    public Section<Posting> section() {
        return Posting.SECTION;
    }

    @Override
    public Context context(CaseFile file) {
        Pickup pickup = cases.section(file.number(), Section.PICKUP).orElseThrow();
        Pickup.Address to = pickup.address();
        Certificate certificate = certificates.issuedFor(file.number()).orElseThrow();
        return new Context(
                to.recipient(),
                Telephone.shown(to.phone()),
                summary.cityName(to.city()) + " " + summary.placeName(to.district()) + " " + to.detail(),
                PostagePayer.choices().stream()
                        .filter(choice -> choice.code().equals(pickup.payer()))
                        .map(PostagePayer.Choice::name)
                        .findFirst()
                        .orElse(""),
                new CertificateLine(
                        certificate.number().value(), certificate.holderName().value(), certificate.tradeName()),
                CARRIERS,
                dates.due(file).map(LocalDate::toString).orElse(""),
                parcels.newest(file.number()).map(PostCertificateForm::returned).orElse(null),
                courier.isOffered(),
                courier.isStandIn() ? "演示环境：由内置的快递替身接单，不会有人上门取件" : null);
    }

    private static String returned(Parcels.Parcel parcel) {
        String number = parcel.trackingNumber().map(it -> "，快递单号 " + it).orElse("");
        return switch (parcel.state()) {
            case RETURNED, REFUSED ->
                ParcelReturns.text(parcel.state(), parcel.reason().orElse(Courier.Reason.OTHER)) + number;
            case ORDERED, MOVING, GIVEN_UP -> "上次寄送久未签收，请向快递公司查询后重新寄送" + number;
            case DELIVERED -> null;
        };
    }

    @Override
    public List<Problem> validate(CaseFile file, Posting entered) {
        List<Problem> problems = new ArrayList<>();
        if (entered != null && entered.isByCourier()) {
            if (!courier.isOffered()) {
                problems.add(new Problem("way", "没有接入快递公司，请自行寄出，填写快递公司和运单号"));
            }
            return problems;
        }
        boolean chosen = entered != null && Posting.NUMBER.equals(entered.way());
        if (entered != null && !chosen && entered.way() != null) {
            return List.of(new Problem("way", "请选择寄送方式"));
        }
        if (!chosen && (entered == null || entered.carrier() == null && entered.trackingNumber() == null)) {
            return List.of(new Problem("way", "请选择寄送方式"), new Problem("trackingNumber", "请填写快递单号，8至30位字母、数字"));
        }
        String carrier = entered == null ? null : entered.carrier();
        String tracking = entered == null ? null : entered.trackingNumber();
        if (CARRIERS.stream().noneMatch(it -> it.code().equals(carrier))) {
            problems.add(new Problem("carrier", "请选择快递公司"));
        }
        if (!TRACKING.matcher(Codes.capitals(tracking)).matches()) {
            problems.add(new Problem("trackingNumber", "请填写快递单号，8至30位字母、数字"));
        }
        return problems;
    }

    @Override
    public Posting tidied(Posting entered) {
        return entered.isByCourier()
                ? new Posting(null, null, Posting.COURIER)
                : new Posting(entered.carrier(), Codes.capitals(entered.trackingNumber()), entered.way());
    }

    @Override
    public Map<String, Object> completed(CaseFile file, Posting entered, String actor) {
        if (entered.isByCourier()) {
            cases.record(file.number(), actor, "parcel-ordered", "已向快递公司下单，寄送纸质证书");
            orders.request(file, actor);
            return Map.of(Variables.PARCEL_FOLLOWED, true);
        }
        parcels.giveUp(file.number());
        cases.deliver(file.number(), LocalDate.now(clock));
        cases.record(file.number(), actor, "posted", "纸质证书已寄出，快递单号 " + entered.trackingNumber());
        notices.tell(Note.to(file.applicant())
                .about(file.number())
                .once("posted", "posted:" + file.number() + ":" + entered.trackingNumber())
                .saying("您的纸质证书已寄出，快递单号 " + entered.trackingNumber())
                .at("/my/cases#" + file.number()));
        return Map.of(Variables.PARCEL_FOLLOWED, false);
    }
}
