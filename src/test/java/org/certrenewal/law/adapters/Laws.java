package org.certrenewal.law.adapters;

import org.certrenewal.law.LegalClock;
import org.certrenewal.law.RuleSets;
import org.certrenewal.law.WorkingDayCalendar;
import org.certrenewal.seeds.SeedFolder;

/** Gives tests the calendar and the rules that the product ships with. */
public final class Laws {

    public static final WorkingDayCalendar CALENDAR = HolidayFiles.read(SeedFolder.packaged());
    public static final RuleSets RULE_SETS = RuleFiles.read(SeedFolder.packaged());
    public static final LegalClock CLOCK = new LegalClock(RULE_SETS, CALENDAR);

    private Laws() {}
}
