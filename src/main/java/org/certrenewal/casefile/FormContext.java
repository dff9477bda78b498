package org.certrenewal.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.certrenewal.casefile.ApplicationSummary.ApplicantView;
import org.certrenewal.casefile.ApplicationSummary.CertificateView;
import org.certrenewal.casefile.ApplicationSummary.UndertakingView;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.Places;
import org.springframework.stereotype.Component;

/** Gathers what 在线填表 and 取件方式 show beside the fields. */
@Component
public class FormContext {

    private final CaseFiles cases;
    private final People people;
    private final Certificates certificates;
    private final ApplicationSummary summary;
    private final Places places;
    private final Checkups checkups;
    private final Clock clock;

    FormContext(
            CaseFiles cases,
            People people,
            Certificates certificates,
            ApplicationSummary summary,
            Places places,
            Checkups checkups,
            Clock clock) {
        this.cases = cases;
        this.people = people;
        this.certificates = certificates;
        this.summary = summary;
        this.places = places;
        this.checkups = checkups;
        this.clock = clock;
    }

    /** Shows a place that can be picked. */
    public record PlaceView(String code, String name) {}

    /** Shows a city with its districts, the city itself first. */
    public record CityView(String code, String name, List<PlaceView> districts) {}

    /** Shows one of the applicant's certificates. */
    public record OwnCertificate(String number, String trade, String validTo) {}

    /** Holds everything that 在线填表 shows. */
    public record View(
            String faceConfirmedAt,
            ApplicantView applicant,
            List<CityView> cities,
            CertificateView certificate,
            List<OwnCertificate> ownCertificates,
            UndertakingView undertaking,
            boolean checkupWanted,
            String lookupHref) {}

    /** Returns the context of 在线填表. */
    public View of(CaseFile file) {
        RenewalForm form = cases.section(file.number(), Section.FORM).orElse(null);
        String typed = form == null || form.certificate() == null
                ? null
                : form.certificate().number();
        return new View(
                file.faceConfirmedAt().map(Object::toString).orElse(null),
                summary.applicant(file),
                cities(),
                typed == null ? null : summary.certificate(file, typed).orElse(null),
                own(file),
                summary.undertaking(null, LocalDate.now(clock)),
                checkups.isWanted(file),
                "/lookup");
    }

    /** Returns the cities. */
    public List<CityView> cities() {
        return places.cities().stream().map(FormContext::view).toList();
    }

    private static CityView view(City city) {
        return new CityView(
                city.code(),
                city.name(),
                city.districts().stream()
                        .map(place -> new PlaceView(place.code(), place.name()))
                        .toList());
    }

    private List<OwnCertificate> own(CaseFile file) {
        People.Person person = people.withUserId(file.applicant());
        return certificates.heldBy(person.idNumber()).stream()
                .map(FormContext::own)
                .toList();
    }

    private static OwnCertificate own(Certificate certificate) {
        return new OwnCertificate(
                certificate.number().value(),
                certificate.tradeName(),
                certificate.validTo().toString());
    }
}
