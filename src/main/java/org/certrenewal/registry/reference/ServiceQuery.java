package org.certrenewal.registry.reference;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what was typed into the search for services, and says how much of it a service explains. */
final class ServiceQuery {

    /** What isn't a letter, a digit or a blank tells nothing: brackets, quotes, dots, invisible characters. */
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}\\s]");

    /** What people wrap around the thing that they look for. */
    private static final Pattern WRAPPING =
            Pattern.compile("我要|我想|我的|怎么办理|怎么办|怎么|怎样|如何|在哪里|在哪儿|在哪|哪里|网上|在线|线上|需要|办理|办个|办|申请|快要|快|一下|可以|吗|呢|了|的|请问");

    private static final Pattern LATIN = Pattern.compile("[a-z]+");

    /** Initials of one letter would find everything. */
    private static final int SHORTEST_PINYIN = 2;

    private static final int SHORTEST_RUN = 2;

    private final List<String> words;
    private final boolean latin;

    private ServiceQuery(List<String> words, boolean latin) {
        this.words = words;
        this.latin = latin;
    }

    static ServiceQuery of(String typed) {
        String plain = comparable(typed);
        List<String> parts =
                Stream.of(plain.split("\\s+")).filter(part -> !part.isEmpty()).toList();
        if (!parts.isEmpty()
                && parts.stream().allMatch(part -> LATIN.matcher(part).matches())) {
            return new ServiceQuery(parts, true);
        }
        List<String> told = parts.stream()
                .map(part -> WRAPPING.matcher(part).replaceAll(""))
                .filter(part -> !part.isEmpty())
                .toList();
        return new ServiceQuery(told.isEmpty() ? parts : told, false);
    }

    private static String comparable(String text) {
        String folded = Normalizer.normalize(text == null ? "" : text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        return SIGNS.matcher(folded).replaceAll("").strip();
    }

    /** Returns which part of what was typed the service explains, from 0 to 1. */
    double explainedBy(ServiceItem item) {
        if (latin) {
            double parts = words.stream()
                    .mapToDouble(part -> spelling(part, item))
                    .average()
                    .orElse(0);
            return Math.max(parts, spelling(String.join("", words), item));
        }
        List<String> known = Stream.concat(
                        Stream.of(item.name(), item.department()),
                        item.words().stream().map(ServiceItem.Word::text))
                .map(ServiceQuery::comparable)
                .toList();
        int length = words.stream().mapToInt(String::length).sum();
        int explained = words.stream().mapToInt(word -> explained(word, known)).sum();
        return length == 0 ? 0 : (double) explained / length;
    }

    private static double spelling(String latin, ServiceItem item) {
        return latin.length() < SHORTEST_PINYIN
                ? 0
                : item.words().stream()
                        .mapToDouble(word -> spelling(latin, word))
                        .max()
                        .orElse(0);
    }

    /** Whoever has typed half of a word may be about to type the rest; a whole word fits better. */
    private static double spelling(String latin, ServiceItem.Word word) {
        for (String spelled : List.of(word.initials(), word.spelled(), comparable(word.text()))) {
            if (spelled.equals(latin)) {
                return 1;
            }
            if (spelled.startsWith(latin)) {
                return 0.9;
            }
        }
        return word.spelled().contains(latin) || word.initials().contains(latin) ? 0.8 : 0;
    }

    /**
     * Counts the characters of a word that stand in what is known, in runs of two or more; a single one alone counts.
     */
    private static int explained(String word, List<String> known) {
        int shortest = Math.min(SHORTEST_RUN, word.length());
        int explained = 0;
        int from = 0;
        while (from + shortest <= word.length()) {
            int run = run(word, from, known);
            if (run >= shortest) {
                explained += run;
                from += run;
            } else {
                from++;
            }
        }
        return explained;
    }

    private static int run(String word, int from, List<String> known) {
        int to = word.length();
        while (to > from) {
            String part = word.substring(from, to);
            if (known.stream().anyMatch(it -> it.contains(part))) {
                return to - from;
            }
            to--;
        }
        return 0;
    }
}
