package org.certrenewal.stages.acts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.Rule;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleKey.Precedes;
import org.certrenewal.law.RuleSet;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Lists the grounds of acts: closed, each with its article, by the rules of the day of the act. */
@Component
class ActGrounds {

    private final LawBook law;
    private final LetterGrounds letters;
    private final boolean demonstration;

    ActGrounds(LawBook law, LetterGrounds letters, Environment environment) {
        this.law = law;
        this.letters = letters;
        this.demonstration = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /**
     * Shows a ground.
     *
     * @param cited the article as printed; empty where nobody has verified one
     * @param usable whether a decision can stand on it
     * @param precedes what goes before the decision
     */
    record Ground(RuleKey key, String text, String cited, boolean usable, Precedes precedes) {

        String code() {
            return key.id();
        }
    }

    /** Returns the grounds of a kind of act on a day. In the demonstration, unverified ones can be chosen too. */
    List<Ground> of(ActKind kind, LocalDate day) {
        RuleSet rules = law.rules().inForce(day);
        return kind.grounds().stream()
                .map(rules::rule)
                .filter(rule -> rule.precedes() != Precedes.OFF)
                .map(this::ground)
                .toList();
    }

    private Ground ground(Rule rule) {
        return new Ground(
                rule.key(),
                rule.key().label(),
                letters.inFull(rule.quoted()),
                demonstration || rule.isVerified(),
                rule.precedes());
    }

    /** Finds a ground of a kind of act on a day. */
    Optional<Ground> find(ActKind kind, String code, LocalDate day) {
        return of(kind, day).stream()
                .filter(ground -> ground.code().equals(code))
                .findFirst();
    }

    /** Returns the article of a ground as it is printed on a day; empty where nobody has verified it. */
    String cited(RuleKey ground, LocalDate day) {
        return letters.inFull(law.rules().inForce(day).article(ground));
    }

    /** Returns the articles of the holder's right to a statement, as printed. */
    String rightToAnswer(RuleKey ground, LocalDate day) {
        return letters.citedFor(
                LetterGrounds.Kind.ACT_NOTICE, ground, law.rules().inForce(day));
    }

    /** Returns the article of the holder's right to a hearing, as printed. */
    String rightToHearing(RuleKey ground, LocalDate day) {
        return letters.citedFor(
                LetterGrounds.Kind.ACT_HEARING, ground, law.rules().inForce(day));
    }
}
