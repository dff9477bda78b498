package org.certrenewal.law.adapters;

import org.certrenewal.law.LawBook;
import org.certrenewal.law.LegalClock;
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
}
