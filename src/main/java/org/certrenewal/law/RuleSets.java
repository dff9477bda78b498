package org.certrenewal.law;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.certrenewal.law.RuleBook.Layer;

/**
 * Selects the rules by date.
 *
 * <p>Each layer must cover every day from the first regime's first day on, without gap and without overlap, and on each
 * day every {@link RuleKey} must be set by some layer. Otherwise the books are refused as a whole.
 */
public final class RuleSets {

    private final List<RuleBook> books;
    private final List<RuleSet> sets;

    /**
     * Checks and joins the books.
     *
     * @throws IllegalArgumentException on a gap or overlap in dates or a missing value; the message begins with file
     *     and line
     */
    public RuleSets(Collection<RuleBook> books) {
        this.books = books.stream()
                .sorted(Comparator.comparing(RuleBook::layer).thenComparing(RuleBook::from))
                .toList();
        for (Layer layer : Layer.values()) {
            checkDates(layer, layer(layer));
        }
        this.sets = join();
    }

    /**
     * Returns the rules in force on a day.
     *
     * @throws IllegalArgumentException if the day lies before the first rules
     */
    public RuleSet inForce(LocalDate day) {
        return sets.stream()
                .filter(set -> !day.isBefore(set.from()) && !day.isAfter(set.until()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rules are known for " + day
                        + "; the first are in force from " + sets.get(0).from()));
    }

    /** Returns all rule sets in the order of their dates. */
    public List<RuleSet> all() {
        return sets;
    }

    /** Returns the texts themselves. */
    public List<RuleBook> books() {
        return books;
    }

    private List<RuleBook> layer(Layer layer) {
        return books.stream().filter(book -> book.layer() == layer).toList();
    }

    private void checkDates(Layer layer, List<RuleBook> inOrder) {
        if (inOrder.isEmpty()) {
            throw new IllegalArgumentException("no rules of the layer " + layer + " are given");
        }
        RuleBook before = null;
        for (RuleBook book : inOrder) {
            if (before != null) {
                checkSeam(before, book);
            }
            before = book;
        }
        if (!before.until().equals(LocalDate.MAX)) {
            throw new IllegalArgumentException(
                    before.origin() + ": gap after " + before.until() + ", no rules follow '" + before.id() + "'");
        }
        RuleBook first = inOrder.get(0);
        LocalDate begin = layer(Layer.REGIME).get(0).from();
        if (first.from().isAfter(begin)) {
            throw new IllegalArgumentException(first.origin() + ": gap before " + first.from()
                    + ", because regimes begin on " + begin + " and '" + first.id() + "' later");
        }
    }

    private static void checkSeam(RuleBook before, RuleBook after) {
        if (!before.until().isBefore(after.from())) {
            throw new IllegalArgumentException(after.origin() + ": overlap, '" + after.id() + "' begins on "
                    + after.from() + " but '" + before.id() + "' is in force until " + before.until());
        }
        if (!before.until().plusDays(1).equals(after.from())) {
            throw new IllegalArgumentException(
                    after.origin() + ": gap, no rules from " + before.until().plusDays(1) + " until "
                            + after.from().minusDays(1) + ", between '" + before.id() + "' and '" + after.id() + "'");
        }
    }

    private List<RuleSet> join() {
        LocalDate begin = layer(Layer.REGIME).get(0).from();
        TreeSet<LocalDate> seams = new TreeSet<>();
        books.forEach(book -> seams.add(book.from().isBefore(begin) ? begin : book.from()));
        List<RuleSet> joined = new ArrayList<>();
        for (LocalDate seam : seams) {
            LocalDate next = seams.higher(seam);
            joined.add(join(seam, next == null ? LocalDate.MAX : next.minusDays(1)));
        }
        return List.copyOf(joined);
    }

    private RuleSet join(LocalDate from, LocalDate until) {
        List<RuleBook> inForce =
                books.stream().filter(book -> book.inForceOn(from)).toList();
        RuleBook regime = inForce.get(0);
        Map<RuleKey, Rule> rules = new EnumMap<>(RuleKey.class);
        // The books are sorted by layer, so what the special text says stays.
        inForce.forEach(book -> book.rules().forEach(rules::putIfAbsent));
        List<String> missing = Arrays.stream(RuleKey.values())
                .filter(key -> !rules.containsKey(key))
                .map(RuleKey::id)
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(regime.origin() + ": no value for " + String.join(", ", missing)
                    + " from " + from + " on, neither in '" + regime.id() + "' nor in the general rules");
        }
        return new RuleSet(regime, from, until, rules);
    }
}
