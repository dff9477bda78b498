package org.certrenewal.testing;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.certrenewal.CertificateRenewalApplication;

/** Sets the engine's clock, which is everybody's. */
public final class TestClock {

    /** A Tuesday with a published calendar around it. */
    public static final LocalDate START = LocalDate.of(2026, 9, 1);

    private TestClock() {}

    /** Begins at nine in the morning of the first day. */
    public static void atStart() {
        at(START);
    }

    /** Begins at nine in the morning of the first day, and lets the clock run. */
    public static void runFromStart() {
        runFrom(START);
    }

    /** Goes to nine in the morning of a day, and lets the clock run on. */
    public static void runFrom(LocalDate day) {
        ClockUtil.reset();
        long start = day.atTime(LocalTime.of(9, 0))
                .atZone(CertificateRenewalApplication.ZONE)
                .toInstant()
                .toEpochMilli();
        ClockUtil.offset(start - System.currentTimeMillis());
    }

    /** Goes to nine in the morning of a day. */
    public static void at(LocalDate day) {
        set(day.atTime(LocalTime.of(9, 0)).atZone(CertificateRenewalApplication.ZONE));
    }

    /** Lets time pass. */
    public static void pass(Duration time) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
    }

    /** Returns what day it is. */
    public static LocalDate today() {
        return LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), CertificateRenewalApplication.ZONE);
    }

    private static void set(ZonedDateTime time) {
        ClockUtil.setCurrentTime(Date.from(time.toInstant()));
    }
}
