package org.certrenewal.process;

import java.time.LocalDate;
import org.certrenewal.casefile.CaseFile;
import org.certrenewal.law.ClockEntry;

/**
 * Says that the day until which somebody has to act in a case has moved with the law's data. Heard in the transaction
 * that moves it, so that whoever was told the old day is told the new one.
 *
 * @param kind the period that ends on the day
 * @param before the day until now
 * @param after the day that counts now
 * @param provisional whether it may still move
 */
public record DayMoved(CaseFile file, ClockEntry.Kind kind, LocalDate before, LocalDate after, boolean provisional) {

    public String caseNumber() {
        return file.number();
    }
}
