package org.certrenewal.law;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds what must be known to judge a renewal.
 *
 * @param today the day on which is judged
 * @param certificate the certificate that was named; empty if the registry has none of that number
 * @param openRenewal whether another renewal of it is under way
 * @param person what the registry knows about the applicant
 */
public record EligibilityFacts(
        LocalDate today, Optional<OfCertificate> certificate, boolean openRenewal, OfPerson person) {

    /** The tables only put days into their texts. */
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日", Locale.CHINA);

    /**
     * Holds what concerns the certificate.
     *
     * @param own whether its holder is the applicant
     * @param nameMatches whether it bears the applicant's name
     * @param genderMatches whether it bears the applicant's gender
     * @param statusCode its state, {@code 01} to {@code 06} or {@code 99}
     * @param window when its renewal can be applied for
     * @param tradeRecognised whether its trade is among those that are certified
     * @param ageLimit age up to which the trade may be worked in; empty where none is set
     */
    public record OfCertificate(
            boolean own,
            boolean nameMatches,
            boolean genderMatches,
            String statusCode,
            Window window,
            boolean tradeRecognised,
            OptionalInt ageLimit) {}

    /**
     * Holds what concerns the applicant.
     *
     * @param age in years, on the day on which is judged
     * @param violations recorded violations within the period that the rules set
     * @param accidentResponsible whether responsible for a production-safety accident
     * @param educationDone whether yearly training and continuing education are done
     * @param healthFits false if the registry knows that the health no longer fits
     * @param barredBy the bar under which the person may not apply: {@link RuleKey#FALSE_PAPERS_BAR_YEARS} or
     *     {@link RuleKey#FRAUD_BAR_YEARS}
     * @param barredUntil last day of that bar
     */
    public record OfPerson(
            int age,
            int violations,
            boolean accidentResponsible,
            boolean educationDone,
            boolean healthFits,
            Optional<RuleKey> barredBy,
            Optional<LocalDate> barredUntil) {

        /** Describes a person of whom nothing bad is known. */
        public static OfPerson withoutBlemish(int age) {
            return new OfPerson(age, 0, false, true, true, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Returns the inputs of the decision. A ground that the rules switch off isn't asked about. Dates that the tables
     * compare are given as numbers of days, because the days themselves are counted by the calendar.
     */
    public Map<String, Object> asVariables(RuleSet rules) {
        Map<String, Object> inputs = new HashMap<>();
        Map<String, String> articles = new HashMap<>();
        rules.rules().forEach(rule -> articles.put(rule.key().feelName(), rule.quoted()));
        inputs.put("articles", articles);
        inputs.put("lateApplication", rules.rule(RuleKey.LATE_APPLICATION).value());
        inputs.put("violationLimit", rules.number(RuleKey.VIOLATION_COUNT));
        inputs.put("violationYears", rules.number(RuleKey.VIOLATION_YEARS));
        inputs.put("openRenewal", openRenewal);

        inputs.put("found", certificate.isPresent());
        inputs.put("own", certificate.map(OfCertificate::own).orElse(false));
        inputs.put("nameMatches", certificate.map(OfCertificate::nameMatches).orElse(true));
        inputs.put(
                "genderMatches", certificate.map(OfCertificate::genderMatches).orElse(true));
        inputs.put("status", certificate.map(OfCertificate::statusCode).orElse("99"));
        inputs.put(
                "tradeRecognised",
                off(rules, RuleKey.TRADE_RECOGNISED)
                        || certificate.map(OfCertificate::tradeRecognised).orElse(true));
        Optional<Window> window = certificate.map(OfCertificate::window);
        inputs.put(
                "daysSinceOpening",
                window.map(it -> ChronoUnit.DAYS.between(it.opens(), today)).orElse(0L));
        inputs.put(
                "daysInTimeLeft",
                window.map(it -> ChronoUnit.DAYS.between(today, it.inTimeUntil().date()))
                        .orElse(0L));
        inputs.put(
                "daysOpenLeft",
                window.map(it -> ChronoUnit.DAYS.between(today, it.closes())).orElse(0L));
        inputs.put(
                "daysValidLeft",
                window.map(it -> ChronoUnit.DAYS.between(today, it.validTo())).orElse(0L));
        inputs.put("opensOn", window.map(it -> DAY.format(it.opens())).orElse(""));
        inputs.put(
                "inTimeUntil",
                window.map(it -> DAY.format(it.inTimeUntil().date())).orElse(""));
        inputs.put("validTo", window.map(it -> DAY.format(it.validTo())).orElse(""));

        OptionalInt limit = certificate.map(OfCertificate::ageLimit).orElse(OptionalInt.empty());
        boolean tooOld = limit.isPresent() && person.age() > limit.getAsInt();
        inputs.put("tooOld", tooOld && !off(rules, RuleKey.GROUND_AGE));
        inputs.put("ageLimit", limit.isPresent() ? limit.getAsInt() : null);
        inputs.put("violations", person.violations());
        inputs.put("accidentResponsible", person.accidentResponsible() && !off(rules, RuleKey.GROUND_ACCIDENT));
        inputs.put("educationDone", person.educationDone() || off(rules, RuleKey.GROUND_EDUCATION));
        inputs.put("healthFits", person.healthFits() || off(rules, RuleKey.GROUND_HEALTH));
        inputs.put("bar", person.barredBy().map(EligibilityFacts::barName).orElse("none"));
        inputs.put("barredUntil", person.barredUntil().map(DAY::format).orElse(""));
        return inputs;
    }

    private static boolean off(RuleSet rules, RuleKey ground) {
        return rules.rule(ground).is("off");
    }

    private static String barName(RuleKey bar) {
        return switch (bar) {
            case FALSE_PAPERS_BAR_YEARS -> "false-papers";
            case FRAUD_BAR_YEARS -> "fraud";
            default -> throw new IllegalArgumentException(bar.id() + " isn't a bar");
        };
    }
}
