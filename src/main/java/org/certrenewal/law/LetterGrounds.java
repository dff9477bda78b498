package org.certrenewal.law;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what each letter cites, by the rules of the day of acceptance. Nothing that nobody has verified is cited; the
 * table is {@code seeds/letter-grounds.yaml}.
 */
public final class LetterGrounds {

    private final Map<String, String> statutes;
    private final List<Row> rows;

    /**
     * Takes the table.
     *
     * @param statutes how the beginning of an article is written in a letter, by its short name
     * @throws IllegalArgumentException if a kind of letter would be without a verified article
     */
    public LetterGrounds(Map<String, String> statutes, List<Row> rows) {
        this.statutes = Map.copyOf(statutes);
        this.rows = List.copyOf(rows);
        for (Kind kind : Kind.values()) {
            if (this.rows.stream()
                    .noneMatch(row -> row.letter() == kind
                            && row.regime().isEmpty()
                            && row.ground().isEmpty()
                            && row.mark() == Mark.SURE)) {
                throw new IllegalArgumentException("no verified article for " + kind + " in every regime");
            }
        }
    }

    /** Names what a letter can say. */
    public enum Kind {
        ACCEPTANCE,
        DEEMED_ACCEPTANCE,
        CORRECTION,
        NON_ACCEPTANCE,
        APPROVAL,
        DEEMED_RENEWAL,
        REJECTION,
        EXTENSION,
        /** The clock stands still, or runs again. */
        CLOCK,
        /** A day has moved with the holidays. */
        MOVED_DAY,
        /** What is intended about a certificate, and the holder's right to a statement. */
        ACT_NOTICE,
        /** The holder's right to a hearing. */
        ACT_HEARING
    }

    /**
     * Holds one line of the table.
     *
     * @param regime the text of law for which it holds; empty for all
     * @param ground the ground for which it replaces the rule's own article; empty for the letter itself
     * @param mark how well the articles are established
     */
    public record Row(
            Kind letter, Optional<String> regime, Optional<RuleKey> ground, List<String> articles, Mark mark) {

        /** Refuses a line without an article. */
        public Row {
            articles = List.copyOf(articles);
            if (articles.isEmpty()) {
                throw new IllegalArgumentException("no article for " + letter);
            }
        }
    }

    /** Returns what a letter cites, in full and joined to one text. */
    public String cited(Kind letter, RuleSet rules) {
        return inFull(articles(letter, Optional.empty(), rules));
    }

    /**
     * Returns what a letter that names a ground cites: the ground's own article, where it is verified, before the
     * letter's.
     */
    public String cited(Kind letter, RuleKey ground, RuleSet rules) {
        return inFull(Stream.concat(
                        of(letter, ground, rules).stream(),
                        articles(letter, Optional.empty(), rules).stream().map(this::inFull))
                .distinct()
                .toList());
    }

    /** Returns what a letter cites for a ground in place of its usual articles; without the ground's own. */
    public String citedFor(Kind letter, RuleKey ground, RuleSet rules) {
        List<String> own = articles(letter, Optional.of(ground), rules);
        return inFull(own.isEmpty() ? articles(letter, Optional.empty(), rules) : own);
    }

    /** Returns the verified articles on which a ground stands; none where nobody has verified one. */
    public List<String> of(Kind letter, RuleKey ground, RuleSet rules) {
        List<String> own = articles(letter, Optional.of(ground), rules);
        return (own.isEmpty() && rules.rule(ground).isVerified() ? List.of(rules.article(ground)) : own)
                .stream().map(this::inFull).toList();
    }

    private List<String> articles(Kind letter, Optional<RuleKey> ground, RuleSet rules) {
        List<Row> fitting = rows.stream()
                .filter(row -> row.letter() == letter && row.ground().equals(ground) && row.mark() == Mark.SURE)
                .toList();
        return fitting.stream()
                .filter(row -> row.regime().filter(rules.regime()::equals).isPresent())
                .findFirst()
                .or(() -> fitting.stream().filter(row -> row.regime().isEmpty()).findFirst())
                .map(Row::articles)
                .orElse(List.of());
    }

    /** Writes an article with the statute's full name in book-title marks. */
    public String inFull(String article) {
        return statute(article).map(full -> full + within(article, full)).orElse(article);
    }

    /** Writes several articles; the name of a statute isn't said again for the next one. */
    private String inFull(List<String> articles) {
        StringBuilder text = new StringBuilder();
        Optional<String> before = Optional.empty();
        for (String article : articles) {
            Optional<String> full = statute(article);
            text.append(text.isEmpty() ? "" : "、")
                    .append(full.isPresent() && full.equals(before) ? within(article, full.get()) : inFull(article));
            before = full;
        }
        return text.toString();
    }

    /** Returns the full name of the statute to which an article belongs, however the article names it. */
    private Optional<String> statute(String article) {
        return statutes.entrySet().stream()
                .filter(name -> article.startsWith(name.getKey()) || article.startsWith(name.getValue()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns an article without the name of its statute. */
    private String within(String article, String full) {
        return Stream.concat(Stream.of(full), statutes.keySet().stream())
                .filter(article::startsWith)
                .findFirst()
                .map(name -> article.substring(name.length()))
                .orElse(article);
    }
}
