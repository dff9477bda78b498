package org.certrenewal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.certrenewal.insight.Small.Parts;
import org.junit.jupiter.api.Test;

/** Plays somebody who knows the table and its sums, and tries every value that a hidden cell may have. */
class SmallTest {

    private static final int TABLES = 3000;

    private final Random random = new Random(5);

    private List<Long> column(int rows, int most) {
        List<Long> column = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            column.add((long) (random.nextInt(3) == 0 ? 0 : random.nextInt(most)));
        }
        return column;
    }

    @Test
    void should_leave_more_than_one_value_for_what_is_hidden_though_the_sum_is_known() {
        for (int i = 0; i < TABLES; i++) {
            List<Long> figures = column(2 + random.nextInt(4), 12);
            long sum = figures.stream().mapToLong(n -> n).sum();
            List<Shown> shown = Small.column(figures);
            assertThat(shown).as(figures + "").noneMatch(it -> it.isTold() && Small.isSmall(it.figure()));
            if (Small.isSmall(sum)) {
                continue;
            }
            for (int cell = 0; cell < shown.size(); cell++) {
                if (Shown.SMALL.equals(shown.get(cell))) {
                    assertThat(possible(shown, cell, sum))
                            .as(figures + " shown as " + shown)
                            .hasSizeGreaterThan(1);
                }
            }
        }
    }

    @Test
    void should_change_nothing_but_what_it_hides() {
        for (int i = 0; i < TABLES; i++) {
            List<Long> figures = column(2 + random.nextInt(4), 12);
            List<Shown> shown = Small.column(figures);
            assertThat(shown).hasSameSizeAs(figures);
            for (int row = 0; row < shown.size(); row++) {
                if (shown.get(row).isTold()) {
                    assertThat(shown.get(row).figure()).isEqualTo(figures.get(row));
                }
            }
        }
        assertThat(Small.column(List.of(7L, 0L, 12L)).toString()).isEqualTo("[7, 0, 12]");
        assertThat(Small.column(List.of(3L, 12L, 8L)).toString()).isEqualTo("[<5, 12, *]");
        assertThat(Small.column(List.of(3L, 0L)).toString()).isEqualTo("[*, 0]");
    }

    private static Set<Long> possible(List<Shown> rows, int cell, long sum) {
        Set<Long> found = new TreeSet<>();
        for (long guess = 1; guess < Small.LEAST; guess++) {
            if (fits(rows, 0, cell, guess, sum)) {
                found.add(guess);
            }
        }
        return found;
    }

    private static boolean fits(List<Shown> rows, int at, int cell, long guess, long left) {
        if (at == rows.size() || left < 0) {
            return left == 0;
        }
        Shown shown = rows.get(at);
        if (at == cell) {
            return fits(rows, at + 1, cell, guess, left - guess);
        }
        if (shown.isTold()) {
            return fits(rows, at + 1, cell, guess, left - shown.figure());
        }
        boolean small = Shown.SMALL.equals(shown);
        for (long n = small ? 1 : Small.LEAST; n <= (small ? Small.LEAST - 1 : left); n++) {
            if (fits(rows, at + 1, cell, guess, left - n)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void should_tell_neither_a_small_part_nor_a_small_rest() {
        assertThat(Small.rate(3, 30)).isEqualTo(new Rate(Shown.SMALL, Shown.of(30), null));
        assertThat(Small.rate(28, 30)).isEqualTo(new Rate(Shown.HIDDEN_TOO, Shown.of(30), null));
        assertThat(Small.rate(10, 30)).isEqualTo(new Rate(Shown.of(10), Shown.of(30), 33.3));
        assertThat(Small.rate(30, 30)).isEqualTo(new Rate(Shown.of(30), Shown.of(30), 100.0));
        assertThat(Small.rate(0, 3)).isEqualTo(new Rate(Shown.HIDDEN_TOO, Shown.SMALL, null));
        for (int i = 0; i < TABLES; i++) {
            List<Parts> rows = new ArrayList<>();
            for (int row = 0; row < 4; row++) {
                rows.add(new Parts(random.nextInt(12), random.nextInt(30)));
            }
            assertThat(Small.rates(rows)).as(rows + "").allSatisfy(rate -> {
                if (rate.part().isTold() && rate.whole().isTold()) {
                    long part = rate.part().figure();
                    long whole = rate.whole().figure();
                    assertThat(Small.isSmall(part) || Small.isSmall(whole) || Small.isSmall(whole - part))
                            .isFalse();
                    assertThat(rate.share()).isEqualTo(Small.share(part, whole));
                } else {
                    assertThat(rate.share()).isNull();
                }
            });
        }
    }
}
