package org.certrenewal.notices.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        // Across midnight.
        "22:00, 07:00, 2026-09-01T21:59:59, 2026-09-01T21:59:59",
        "22:00, 07:00, 2026-09-01T22:00:00, 2026-09-02T07:00:00",
        "22:00, 07:00, 2026-12-31T23:30:00, 2027-01-01T07:00:00",
        "22:00, 07:00, 2026-09-02T00:00:00, 2026-09-02T07:00:00",
        "22:00, 07:00, 2026-09-02T06:59:59, 2026-09-02T07:00:00",
        "22:00, 07:00, 2026-09-02T07:00:00, 2026-09-02T07:00:00",
        // Within a day.
        "12:00, 14:00, 2026-09-01T11:59:00, 2026-09-01T11:59:00",
        "12:00, 14:00, 2026-09-01T12:00:00, 2026-09-01T14:00:00",
        "12:00, 14:00, 2026-09-01T14:00:00, 2026-09-01T14:00:00",
        // Until midnight, from midnight, never.
        "22:00, 00:00, 2026-09-01T23:00:00, 2026-09-02T00:00:00",
        "00:00, 07:00, 2026-09-01T00:00:00, 2026-09-01T07:00:00",
        "00:00, 00:00, 2026-09-01T00:00:00, 2026-09-01T00:00:00"
    })
    void should_wait_for_the_end_of_the_rest(LocalTime from, LocalTime to, LocalDateTime now, LocalDateTime earliest) {
        assertThat(new QuietHours(from, to).earliest(now.atZone(SHANGHAI).toInstant(), SHANGHAI))
                .isEqualTo(earliest.atZone(SHANGHAI).toInstant());
    }
}
