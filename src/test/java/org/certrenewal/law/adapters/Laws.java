package org.certrenewal.law.adapters;

import java.util.EnumMap;
import java.util.Map;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.LegalClock;
import org.certrenewal.law.Rule;
import org.certrenewal.law.RuleBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSets;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.seeds.SeedFolder;

/** Gives tests the calendar and the rules that the product ships with. */
public final class Laws {

    public static final LawBook BOOK = new LawBook(LawFiles.read(SeedFolder.packaged()));
    public static final WorkingDayCalendar CALENDAR = BOOK.calendar();
    public static final RuleSets RULE_SETS = BOOK.rules();
    public static final LegalClock CLOCK = BOOK.clock();

    private Laws() {}

    /** Returns the rules that the product ships with, but for one, whichever text sets it. */
    public static RuleSets with(RuleKey key, String value) {
        return with(RULE_SETS, key, value);
    }

    /** Returns rules in which one has another value. */
    public static RuleSets with(RuleSets sets, RuleKey key, String value) {
        return new RuleSets(
                sets.books().stream().map(book -> with(book, key, value)).toList());
    }

    private static RuleBook with(RuleBook book, RuleKey key, String value) {
        Rule old = book.rules().get(key);
        if (old == null) {
            return book;
        }
        Map<RuleKey, Rule> rules = new EnumMap<>(book.rules());
        rules.put(key, new Rule(key, value, old.article(), old.source(), old.mark(), old.note(), old.origin()));
        return new RuleBook(book.id(), book.title(), book.layer(), book.from(), book.until(), rules, book.origin());
    }
}
