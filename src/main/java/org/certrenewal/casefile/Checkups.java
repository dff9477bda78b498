package org.certrenewal.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.certrenewal.casefile.Section.RenewalForm;
import org.certrenewal.law.LawBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.typed.Lengths;
import org.springframework.stereotype.Component;

/** Asks applicants above an age that the rules name for this year's check-up, and nobody else. */
@Component
public class Checkups {

    private static final int SHORTEST_NAME = 4;

    private final People people;
    private final LawBook law;
    private final Clock clock;

    Checkups(People people, LawBook law, Clock clock) {
        this.people = people;
        this.law = law;
        this.clock = clock;
    }

    /** Tells whether the applicant of a case is asked. */
    public boolean isWanted(CaseFile file) {
        LocalDate today = LocalDate.now(clock);
        int age = law.rules().inForce(today).number(RuleKey.CHECKUP_AGE);
        return age > 0 && people.withUserId(file.applicant()).idNumber().ageOn(today) > age;
    }

    /** Returns what is wrong with what was filled in, where it is asked for. */
    public List<Problem> validate(CaseFile file, RenewalForm form) {
        if (!isWanted(file)) {
            return List.of();
        }
        RenewalForm.Checkup given =
                form == null || form.checkup() == null ? new RenewalForm.Checkup(null, null) : form.checkup();
        List<Problem> problems = new ArrayList<>();
        LocalDate today = LocalDate.now(clock);
        Optional<LocalDate> day = day(given.date());
        if (day.isEmpty()) {
            problems.add(new Problem("checkup.date", "请填写最近一次体检的日期"));
        } else if (day.get().isAfter(today)) {
            problems.add(new Problem("checkup.date", "体检日期不能晚于今天"));
        } else if (day.get().isBefore(today.minusYears(1))) {
            problems.add(new Problem("checkup.date", "最近一次体检已超过一年，请体检合格后再填写"));
        }
        String hospital = given.hospital() == null ? "" : given.hospital().strip();
        if (Lengths.of(hospital) < SHORTEST_NAME || Lengths.of(hospital) > Lengths.HOSPITAL) {
            problems.add(
                    new Problem("checkup.hospital", "请填写体检医院的全称，" + SHORTEST_NAME + "至" + Lengths.HOSPITAL + "个字"));
        }
        return problems;
    }

    /** Returns what is kept: nothing about who isn't asked. */
    public RenewalForm.Checkup kept(CaseFile file, RenewalForm form) {
        return isWanted(file) ? form.checkup() : null;
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.ofNullable(text).map(LocalDate::parse);
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }
}
