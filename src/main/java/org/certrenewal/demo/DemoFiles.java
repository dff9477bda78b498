package org.certrenewal.demo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certrenewal.registry.Certificate;
import org.certrenewal.registry.CertificateIdentifier;
import org.certrenewal.registry.CertificateNumber;
import org.certrenewal.registry.CertificateStatus;
import org.certrenewal.registry.IdNumber;
import org.certrenewal.registry.PersonName;
import org.certrenewal.registry.RegistryFacts;
import org.certrenewal.registry.reference.Gender;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;
import org.certrenewal.typed.Telephone;

/** Reads {@code demo/people.yaml} and {@code demo/certificates.yaml}, with dates relative to the day of first load. */
public final class DemoFiles {

    private static final Pattern RELATIVE = Pattern.compile("([+-][0-9]{1,5})([dmy])");

    private DemoFiles() {}

    /**
     * Reads the people.
     *
     * @param firstLoad the day from which relative dates count
     */
    public static List<DemoPerson> people(SeedFolder seeds, LocalDate firstLoad) {
        Set<String> known = new HashSet<>();
        List<DemoPerson> people = new ArrayList<>();
        for (SeedNode node : seeds.file("demo/people.yaml").get("people").items()) {
            node.allow("id", "name", "password", "id-number", "phone", "groups", "story", "records");
            if (!known.add(node.text("id"))) {
                throw node.get("id").refuse("the person " + node.text("id") + " stands twice");
            }
            people.add(new DemoPerson(
                    node.text("id"),
                    checked(node.get("name"), PersonName::of),
                    node.text("password"),
                    node.find("id-number").map(number -> checked(number, IdNumber::of)),
                    node.find("phone").map(phone -> checked(phone, Telephone::of)),
                    node.get("groups").items().stream().map(SeedNode::text).toList(),
                    node.text("story"),
                    node.items("records").stream()
                            .map(record -> entry(record, firstLoad))
                            .toList()));
        }
        return List.copyOf(people);
    }

    private static RegistryFacts.Entry entry(SeedNode node, LocalDate firstLoad) {
        node.allow("kind", "on", "until", "detail");
        return new RegistryFacts.Entry(
                node.get("kind").oneOf(RegistryFacts.Kind.class),
                date(node.get("on"), firstLoad),
                node.find("until").map(until -> date(until, firstLoad)),
                node.text("detail", ""));
    }

    /**
     * Reads the certificates.
     *
     * @param people the people that hold them
     * @param trades the trades that they are for
     * @param offices the offices, the first of which says in whose name certificates are issued
     * @param firstLoad the day from which relative dates count
     */
    public static List<DemoCertificate> certificates(
            SeedFolder seeds, List<DemoPerson> people, Trades trades, Offices offices, LocalDate firstLoad) {
        Map<String, DemoPerson> byId = people.stream().collect(Collectors.toMap(DemoPerson::id, Function.identity()));
        Office issuer = offices.all().get(0);
        List<DemoCertificate> certificates = new ArrayList<>();
        for (SeedNode node :
                seeds.file("demo/certificates.yaml").get("certificates").items()) {
            certificates.add(certificate(node, byId, trades, issuer, firstLoad));
        }
        return List.copyOf(certificates);
    }

    private static DemoCertificate certificate(
            SeedNode node, Map<String, DemoPerson> people, Trades trades, Office issuer, LocalDate firstLoad) {
        node.allow(
                "number",
                "story",
                "holder",
                "name",
                "gender",
                "trade",
                "first-issued",
                "valid-to",
                "term-years",
                "version",
                "status",
                "expect");
        CertificateNumber number = checked(node.get("number"), CertificateNumber::of);
        SeedNode holder = node.get("holder");
        Optional<DemoPerson> owner = holder.isText() ? Optional.of(person(holder, people)) : Optional.empty();
        IdNumber holderNumber =
                owner.flatMap(DemoPerson::idNumber).orElseGet(() -> checked(holder.get("id-number"), IdNumber::of));
        PersonName holderName = node.find("name")
                .map(name -> checked(name, PersonName::of))
                .or(() -> owner.map(DemoPerson::name))
                .orElseGet(() -> checked(holder.get("name"), PersonName::of));
        Gender gender = node.find("gender").map(it -> it.oneOf(Gender.class)).orElse(holderNumber.gender());
        Trade trade = trades.withCode(node.text("trade"))
                .orElseThrow(() -> node.get("trade").refuse("there is no trade " + node.text("trade")));
        LocalDate validTo = date(node.get("valid-to"), firstLoad);
        int years = node.find("term-years").map(SeedNode::number).orElse(2);
        LocalDate validFrom = validTo.plusDays(1).minusYears(years);
        int version = node.find("version").map(SeedNode::number).orElse(1);
        Certificate certificate = new Certificate(
                number,
                holderNumber,
                holderName,
                gender,
                trade.code(),
                trade.name(),
                date(node.get("first-issued"), firstLoad),
                validFrom,
                validTo,
                validFrom,
                issuer.authority(),
                issuer.issuerCode(),
                node.get("status").oneOf(CertificateStatus.class),
                version,
                version == 1
                        ? Optional.empty()
                        : Optional.of(CertificateIdentifier.of(issuer.issuerCode(), number, version - 1)));
        return new DemoCertificate(
                certificate,
                owner.map(DemoPerson::id),
                node.text("story"),
                node.get("expect").items().stream().map(SeedNode::text).toList());
    }

    private static DemoPerson person(SeedNode holder, Map<String, DemoPerson> people) {
        DemoPerson person = people.get(holder.text());
        if (person == null || person.idNumber().isEmpty()) {
            throw holder.refuse("there is no person " + holder.text() + " with an identity number");
        }
        return person;
    }

    private static LocalDate date(SeedNode node, LocalDate firstLoad) {
        Matcher relative = RELATIVE.matcher(node.text());
        if (!relative.matches()) {
            return node.date();
        }
        int amount = Integer.parseInt(relative.group(1));
        try {
            return switch (relative.group(2)) {
                case "d" -> firstLoad.plusDays(amount);
                case "m" -> firstLoad.plusMonths(amount);
                default -> firstLoad.plusYears(amount);
            };
        } catch (DateTimeException tooFar) {
            throw node.refuse("'" + node.text() + "' is too far away");
        }
    }

    private static <T> T checked(SeedNode node, Function<String, T> reader) {
        try {
            return reader.apply(node.text());
        } catch (IllegalArgumentException wrong) {
            throw node.refuse(wrong.getMessage());
        }
    }
}
