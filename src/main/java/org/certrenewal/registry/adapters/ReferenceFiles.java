package org.certrenewal.registry.adapters;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.certrenewal.law.Mark;
import org.certrenewal.registry.reference.City;
import org.certrenewal.registry.reference.CreditCode;
import org.certrenewal.registry.reference.Office;
import org.certrenewal.registry.reference.Offices;
import org.certrenewal.registry.reference.Place;
import org.certrenewal.registry.reference.Places;
import org.certrenewal.registry.reference.ServiceCatalogue;
import org.certrenewal.registry.reference.ServiceItem;
import org.certrenewal.registry.reference.Trade;
import org.certrenewal.registry.reference.Trades;
import org.certrenewal.registry.reference.Undertaking;
import org.certrenewal.registry.reference.Undertakings;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;

/**
 * Reads the reference data from the seeds. Each method refuses a wrong file with a
 * {@link org.certrenewal.seeds.SeedException} that names file, line and cause.
 */
public final class ReferenceFiles {

    private ReferenceFiles() {}

    /** Reads {@code places.yaml} and {@code places-historical.yaml}. */
    public static Places places(SeedFolder seeds) {
        Set<String> known = new HashSet<>();
        List<City> cities = new ArrayList<>();
        for (SeedNode node : seeds.file("places.yaml").get("cities").items()) {
            node.allow("code", "name", "letter", "units");
            List<Place> units = new ArrayList<>();
            node.get("units")
                    .entries()
                    .forEach((code, name) -> units.add(new Place(code(name, code, known), name.text())));
            String letter = node.text("letter");
            if (!letter.matches("[A-Z]")) {
                throw node.get("letter").refuse("'" + letter + "' isn't a capital letter");
            }
            cities.add(City.of(
                    code(node.get("code"), node.text("code"), known), node.text("name"), letter.charAt(0), units));
        }
        Map<String, String> historical = new LinkedHashMap<>();
        seeds.file("places-historical.yaml")
                .get("places")
                .entries()
                .forEach((code, name) -> historical.put(code(name, code, known), name.text()));
        return new Places(cities, historical);
    }

    private static String code(SeedNode node, String code, Set<String> known) {
        if (!code.matches("[0-9]{6}")) {
            throw node.refuse("'" + code + "' isn't a place code of 6 digits");
        }
        if (!known.add(code)) {
            throw node.refuse("the place code " + code + " stands twice");
        }
        return code;
    }

    /** Reads {@code offices.yaml}; what an office doesn't say itself is taken from the defaults of its kind. */
    public static Offices offices(SeedFolder seeds) {
        SeedNode file = seeds.file("offices.yaml").allow("defaults", "offices");
        List<Office> offices = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (SeedNode node : file.get("offices").items()) {
            node.allow(
                    "code",
                    "name",
                    "kind",
                    "authority",
                    "issuer-code",
                    "respondent",
                    "reconsideration-body",
                    "reconsideration-channel",
                    "court",
                    "sign",
                    "address",
                    "telephone",
                    "hours",
                    "mark",
                    "note");
            SeedNode otherwise = file.get("defaults").find(node.text("kind")).orElse(node);
            offices.add(new Office(
                    code(node.get("code"), node.text("code"), known),
                    node.text("name"),
                    node.get("kind").oneOf(Office.Kind.class),
                    either(node, otherwise, "authority"),
                    issuer(node, either(node, otherwise, "issuer-code")),
                    either(node, otherwise, "respondent"),
                    either(node, otherwise, "reconsideration-body"),
                    either(node, otherwise, "reconsideration-channel"),
                    either(node, otherwise, "court"),
                    node.text("sign"),
                    node.text("address"),
                    node.text("telephone"),
                    either(node, otherwise, "hours"),
                    Mark.valueOf(either(node, otherwise, "mark")),
                    either(node, otherwise, "note")));
        }
        return new Offices(offices);
    }

    private static String issuer(SeedNode office, String code) {
        if (!CreditCode.isValid(code) && !code.equals(CreditCode.OF_THE_DEMONSTRATION)) {
            throw office.refuse("the issuer-code '" + code
                    + "' isn't a unified social credit code: its check character doesn't fit");
        }
        return code;
    }

    private static String either(SeedNode node, SeedNode otherwise, String key) {
        return node.find(key).map(SeedNode::text).orElseGet(() -> otherwise.text(key));
    }

    /** Reads {@code trades.yaml}. */
    public static Trades trades(SeedFolder seeds) {
        List<Trade> trades = new ArrayList<>();
        for (SeedNode node : seeds.file("trades.yaml").get("trades").items()) {
            node.allow("code", "name", "vision", "age-limit", "mark", "note");
            SeedNode vision = node.get("vision").allow("naked", "corrected");
            trades.add(new Trade(
                    node.text("code"),
                    node.text("name"),
                    vision.text("naked"),
                    vision.text("corrected"),
                    ageLimit(node, "male"),
                    ageLimit(node, "female"),
                    node.get("mark").oneOf(Mark.class),
                    node.text("note", "")));
        }
        return new Trades(trades);
    }

    private static OptionalInt ageLimit(SeedNode trade, String gender) {
        SeedNode limit = trade.get("age-limit").allow("male", "female").get(gender);
        return limit.text().equals("off") ? OptionalInt.empty() : OptionalInt.of(limit.number());
    }

    /** Reads {@code services.yaml}. */
    public static ServiceCatalogue services(SeedFolder seeds) {
        SeedNode file = seeds.file("services.yaml");
        Set<String> known = new HashSet<>();
        List<ServiceItem> items = new ArrayList<>();
        for (SeedNode department : file.get("departments").items()) {
            department.allow("name", "services");
            for (SeedNode node : department.get("services").items()) {
                node.allow("code", "name", "handled-here", "words", "notice");
                String code = node.text("code");
                if (!known.add(code)) {
                    throw node.get("code").refuse("the service code " + code + " stands twice");
                }
                items.add(new ServiceItem(
                        code,
                        node.text("name"),
                        department.text("name"),
                        node.find("handled-here").map(SeedNode::flag).orElse(false),
                        node.items("words").stream()
                                .map(SeedNode::text)
                                .map(ServiceItem.Word::of)
                                .toList(),
                        node.items("notice").stream()
                                .map(ReferenceFiles::section)
                                .toList()));
            }
        }
        try {
            return new ServiceCatalogue(items);
        } catch (IllegalArgumentException wrong) {
            throw file.refuse(wrong.getMessage());
        }
    }

    private static ServiceItem.NoticeSection section(SeedNode node) {
        return new ServiceItem.NoticeSection(
                node.text("title"),
                node.get("text").items().stream().map(SeedNode::text).toList());
    }

    /** Reads {@code undertaking/*.yaml}, one file for each version. */
    public static Undertakings undertakings(SeedFolder seeds) {
        return new Undertakings(seeds.filesIn("undertaking").stream()
                .map(file -> new Undertaking(
                        file.allow("version", "from", "title", "paragraphs").text("version"),
                        file.get("from").date(),
                        file.text("title"),
                        file.get("paragraphs").items().stream()
                                .map(SeedNode::text)
                                .toList()))
                .toList());
    }
}
