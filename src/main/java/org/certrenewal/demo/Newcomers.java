package org.certrenewal.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.People;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.Certificates;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Place;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Invents workers with certificates that can be renewed now. Nobody of them exists: their place of birth doesn't. */
@Component
@Profile("demo & year")
class Newcomers {

    private static final List<String> SURNAMES = List.of("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗".split(""));
    private static final List<String> GIVEN =
            List.of("建国,海峰,志强,卫东,晓明,永康,根土,水根,金华,国良,文斌,阿海,立新,伟民,春生,红英,秀兰,丽君".split(","));
    private static final int COMMON_TRADES = 8;
    private static final String OTHER_TRADES = "99";

    private final People people;
    private final Certificates certificates;
    private final Offices offices;
    private final Places places;
    private final List<Trade> common;

    Newcomers(People people, Certificates certificates, Offices offices, Places places, Trades trades) {
        this.people = people;
        this.certificates = certificates;
        this.offices = offices;
        this.places = places;
        this.common = trades.all().stream()
                .filter(it -> !OTHER_TRADES.equals(it.code()))
                .limit(COMMON_TRADES)
                .toList();
    }

    /** Invents somebody, and tells the registry. */
    Newcomer comes(int serial, Chance chance, LocalDate today) {
        String id = "y%05d".formatted(serial);
        // Larger cities have more workers.
        Office office = chance.early(offices.all(), 1.35);
        Place place = places.place(office.code()).orElseThrow();
        PersonName name = PersonName.of(chance.one(SURNAMES) + chance.one(GIVEN));
        IdNumber idNumber = idNumber(serial, chance);
        people.put(new People.Person(id, name, idNumber));
        LocalDate validTo = today.plusDays(62 + chance.below(26));
        CertificateNumber certificate = new CertificateNumber(
                "浙" + letter(place) + "01%04d%06d".formatted(validTo.getYear() - 2, 800_000 + serial));
        Trade trade = chance.early(common, 1.6);
        LocalDate from = validTo.plusDays(1).minusYears(2);
        certificates.add(new Certificate(
                certificate,
                idNumber,
                name,
                idNumber.gender(),
                trade.code(),
                trade.name(),
                from.minusYears(2L * chance.below(5)),
                from,
                validTo,
                from,
                office.authority(),
                office.issuerCode(),
                CertificateStatus.VALID,
                1,
                Optional.empty()));
        return new Newcomer(id, office, place, certificate.value(), slowness(office));
    }

    private static double slowness(Office office) {
        return 0.6 + (Integer.parseInt(office.code()) / 100 % 7) * 0.16;
    }

    private char letter(Place place) {
        return places.cityOf(place.code()).map(City::letter).orElse('A');
    }

    private static IdNumber idNumber(int serial, Chance chance) {
        LocalDate born = LocalDate.of(1970, 1, 1).plusDays(chance.below(365 * 28));
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
}
