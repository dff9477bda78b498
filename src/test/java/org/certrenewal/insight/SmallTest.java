package org.certrenewal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Plays somebody who knows the table and its sums, and tries every value that a hidden cell may have. */
class SmallTest {

    private static final int TABLES = 3000;

    private final Random random = new Random(5);

    private List<Map<String, Object>> column(int rows, int most) {
        List<Map<String, Object>> column = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            column.add(new LinkedHashMap<>(Map.of("n", (long) (random.nextInt(3) == 0 ? 0 : random.nextInt(most)))));
        }
        return column;
    }

    private static long sum(List<Map<String, Object>> rows) {
        return rows.stream().mapToLong(row -> (Long) row.get("n")).sum();
    }

    @Test
    void should_leave_more_than_one_value_for_what_is_hidden_though_the_sum_is_known() {
        for (int i = 0; i < TABLES; i++) {
            List<Map<String, Object>> rows = column(2 + random.nextInt(4), 12);
            String before = rows.toString();
            long sum = sum(rows);
            Small.hide(rows, "n");
            assertThat(rows).as(before).noneMatch(row -> row.get("n") instanceof Long n && Small.isSmall(n));
            if (Small.isSmall(sum)) {
                continue;
            }
            for (int cell = 0; cell < rows.size(); cell++) {
                if (Small.HIDDEN.equals(rows.get(cell).get("n"))) {
                    assertThat(possible(rows, cell, sum))
                            .as(before + " shown as " + rows)
                            .hasSizeGreaterThan(1);
                }
            }
        }
    }

    private static Set<Long> possible(List<Map<String, Object>> rows, int cell, long sum) {
        Set<Long> found = new TreeSet<>();
        for (long guess = 1; guess < Small.LEAST; guess++) {
            if (fits(rows, 0, cell, guess, sum)) {
                found.add(guess);
            }
        }
        return found;
    }

    private static boolean fits(List<Map<String, Object>> rows, int at, int cell, long guess, long left) {
        if (at == rows.size() || left < 0) {
            return left == 0;
        }
        Object shown = rows.get(at).get("n");
        if (at == cell) {
            return fits(rows, at + 1, cell, guess, left - guess);
        }
        if (shown instanceof Long n) {
            return fits(rows, at + 1, cell, guess, left - n);
        }
        boolean small = Small.HIDDEN.equals(shown);
        for (long n = small ? 1 : Small.LEAST; n <= (small ? Small.LEAST - 1 : left); n++) {
            if (fits(rows, at + 1, cell, guess, left - n)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void should_tell_neither_a_small_part_nor_a_small_rest() {
        assertThat(Small.rate(3, 30)).containsEntry("part", "<5").containsEntry("share", null);
        assertThat(Small.rate(28, 30)).containsEntry("part", "*").containsEntry("share", null);
        assertThat(Small.rate(10, 30)).containsEntry("part", 10L).containsEntry("share", 33.3);
        assertThat(Small.rate(30, 30)).containsEntry("part", 30L).containsEntry("share", 100.0);
        assertThat(Small.rate(0, 3)).containsEntry("whole", "<5").containsEntry("share", null);
        for (int i = 0; i < TABLES; i++) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int row = 0; row < 4; row++) {
                rows.add(new LinkedHashMap<>(
                        Map.of("part", (long) random.nextInt(12), "rest", (long) random.nextInt(30))));
            }
            String before = rows.toString();
            assertThat(Small.rates(rows)).as(before).allSatisfy(row -> {
                if (row.get("part") instanceof Long part && row.get("whole") instanceof Long whole) {
                    assertThat(Small.isSmall(part) || Small.isSmall(whole) || Small.isSmall(whole - part))
                            .isFalse();
                    assertThat(row.get("share")).isEqualTo(Small.share(part, whole));
                } else {
                    assertThat(row.get("share")).isNull();
                }
            });
        }
    }
}
