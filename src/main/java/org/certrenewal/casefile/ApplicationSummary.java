package org.certrenewal.casefile;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.certrenewal.casefile.Section.Pickup;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.typed.Telephone;
import org.springframework.stereotype.Component;

/**
 * Lays out what an application says, for those who read it: the applicant before signing, the officer before deciding.
 */
@Component
public class ApplicationSummary {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    private final CaseFiles cases;
    private final People people;
    private final Certificates certificates;
    private final Places places;
    private final Undertakings undertakings;

    ApplicationSummary(
            CaseFiles cases, People people, Certificates certificates, Places places, Undertakings undertakings) {
        this.cases = cases;
        this.people = people;
        this.certificates = certificates;
        this.places = places;
        this.undertakings = undertakings;
    }

    /** Holds rows under a heading. */
    public record Group(String title, List<Row> rows) {}

    /**
     * Holds one line.
     *
     * @param value what was entered, or what the log-in vouches for
     * @param registryValue what the registry says, where it says something
     * @param differs whether the two differ
     */
    public record Row(String label, String value, String registryValue, boolean differs) {
        static Row of(String label, String value) {
            return new Row(label, value, null, false);
        }

        static Row beside(String label, String value, String registryValue) {
            return new Row(label, value, registryValue, !value.equals(registryValue));
        }
    }

    /** Shows the applicant, masked. */
    public record ApplicantView(String name, String idNumber, String gender) {}

    /** Shows a certificate beside the applicant. */
    public record CertificateView(
            String number,
            String name,
            boolean nameMatches,
            String gender,
            boolean genderMatches,
            String trade,
            String firstIssuedOn,
            String validFrom,
            String validTo,
            String authority,
            String status,
            String statusText) {}

    /** Shows the undertaking that was, or is to be, agreed to. */
    public record UndertakingView(String version, String title, String hash, List<String> paragraphs, String date) {}

    /** Shows the applicant of a case, with the name in full as the guide's form does, and the number masked. */
    public ApplicantView applicant(CaseFile file) {
        People.Person person = people.withUserId(file.applicant());
        return new ApplicantView(
                person.name().value(),
                person.idNumber().masked(),
                person.idNumber().gender().label());
    }

    /** Shows a certificate as the form does, if it is the applicant's. */
    public Optional<CertificateView> certificate(CaseFile file, String typed) {
        People.Person person = people.withUserId(file.applicant());
        return number(typed)
                .flatMap(certificates::withNumber)
                .filter(certificate -> certificate.isHeldBy(person.idNumber()))
                .map(certificate -> view(certificate, person));
    }

    private static CertificateView view(Certificate certificate, People.Person person) {
        return new CertificateView(
                certificate.number().value(),
                certificate.holderName().value(),
                certificate.holderName().equals(person.name()),
                certificate.gender().label(),
                certificate.gender() == person.idNumber().gender(),
                certificate.tradeName(),
                DAY.format(certificate.firstIssuedOn()),
                DAY.format(certificate.validFrom()),
                DAY.format(certificate.validTo()),
                certificate.authority(),
                certificate.status().code(),
                certificate.status().label());
    }

    /** Shows an undertaking by version, or the one in use on a day. */
    public UndertakingView undertaking(String version, LocalDate today) {
        Undertaking text =
                Optional.ofNullable(version).flatMap(undertakings::withVersion).orElseGet(() -> undertakings.on(today));
        return new UndertakingView(text.version(), text.title(), text.hash(), text.paragraphs(), today.toString());
    }

    /** Lays out the whole application in groups. */
    public List<Group> groups(CaseFile file) {
        List<Group> groups = new ArrayList<>();
        RenewalForm form = cases.section(file.number(), Section.FORM).orElse(null);
        Pickup pickup = cases.section(file.number(), Section.PICKUP).orElse(null);
        ApplicantView applicant = applicant(file);
        Optional<CertificateView> certificate = form == null || form.certificate() == null
                ? Optional.empty()
                : certificate(file, form.certificate().number());
        if (form != null && form.region() != null) {
            groups.add(new Group(
                    "个人信息",
                    List.of(
                            Row.of("参加继续教育所在地·市", cityName(form.region().city())),
                            Row.of("参加继续教育所在地·区县", placeName(form.region().district())),
                            Row.beside(
                                    "姓名",
                                    applicant.name(),
                                    certificate.map(CertificateView::name).orElse(applicant.name())),
                            Row.of("身份证号码", applicant.idNumber()),
                            Row.beside(
                                    "性别",
                                    applicant.gender(),
                                    certificate.map(CertificateView::gender).orElse(applicant.gender())))));
        }
        certificate.ifPresent(it -> groups.add(new Group(
                "证书信息",
                List.of(
                        Row.of("特种作业操作资格证书编号", it.number()),
                        Row.of("姓名", it.name()),
                        Row.of("性别", it.gender()),
                        Row.of("操作类别", it.trade()),
                        Row.of("初始领证日期", it.firstIssuedOn()),
                        Row.of("证书有效期起始", it.validFrom()),
                        Row.of("证书有效期至", it.validTo()),
                        Row.of("发证机关", it.authority()),
                        Row.of("证书状态", it.statusText())))));
        if (file.photo().isPresent()) {
            groups.add(new Group("照片", List.of(Row.of("证书上的照片", "使用这次提供的照片"))));
        }
        if (form != null && form.checkup() != null) {
            groups.add(new Group(
                    "年度体检",
                    List.of(
                            Row.of("最近一次体检日期", text(form.checkup().date())),
                            Row.of("体检医院", text(form.checkup().hospital())))));
        }
        if (pickup != null && pickup.method() != null) {
            groups.add(new Group("取件信息", pickupRows(pickup)));
        }
        return groups;
    }

    private List<Row> pickupRows(Pickup pickup) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("办理结果", "建筑施工特种作业人员资格证书（电子材料）"));
        if (pickup.method() == Pickup.Method.POST && pickup.address() != null) {
            Pickup.Address to = pickup.address();
            rows.add(Row.of("取件方式", "电子证照，并邮寄纸质证书"));
            addressRows(to, rows);
            rows.add(Row.of("邮寄费用", PostagePayer.label(pickup.payer())));
        } else {
            rows.add(Row.of("取件方式", "电子证照"));
            if (pickup.needsAddress() && pickup.address() != null) {
                addressRows(pickup.address(), rows);
            }
        }
        if (pickup.letters() != null) {
            rows.add(Row.of("文书送达方式", pickup.letters() == Pickup.Letters.PAPER ? "纸质送达（邮寄）" : "同意电子送达"));
        }
        return rows;
    }

    private void addressRows(Pickup.Address to, List<Row> rows) {
        rows.add(Row.of("收件人", text(to.recipient())));
        rows.add(Row.of("联系电话", text(Telephone.shown(to.phone()))));
        rows.add(Row.of("收件地址", address(to)));
    }

    /** Returns an address as it is written on an envelope. */
    public String address(Pickup.Address to) {
        return cityName(to.city()) + " " + placeName(to.district()) + " " + text(to.detail());
    }

    /** Returns the name of a city, or its code. */
    public String cityName(String code) {
        return code == null ? "" : places.city(code).map(city -> city.name()).orElse(code);
    }

    /** Returns the name of a place, or its code. */
    public String placeName(String code) {
        return code == null ? "" : places.place(code).map(place -> place.name()).orElse(code);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static Optional<CertificateNumber> number(String typed) {
        try {
            return Optional.of(CertificateNumber.of(typed));
        } catch (CertificateNumber.Invalid e) {
            return Optional.empty();
        }
    }
}
