package org.certrenewal.law.adapters;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.law.Mark;
import org.certrenewal.law.Rule;
import org.certrenewal.law.RuleBook;
import org.certrenewal.law.RuleKey;
import org.certrenewal.law.RuleSets;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;

/** Reads {@code rules/*.yaml}, one file for each text and period. */
public final class RuleFiles {

    private RuleFiles() {}

    /**
     * Reads all texts and joins them.
     *
     * @throws SeedException with file, line and cause, if a key is unknown, a value doesn't fit or is missing, or the
     *     dates leave a gap or overlap
     */
    public static RuleSets read(SeedFolder seeds) {
        List<RuleBook> books = new ArrayList<>();
        List<SeedNode> files = seeds.filesIn("rules");
        for (SeedNode file : files) {
            books.add(book(file));
        }
        try {
            return new RuleSets(books);
        } catch (IllegalArgumentException wrong) {
            throw located(files, wrong.getMessage());
        }
    }

    private static RuleBook book(SeedNode file) {
        file.allow("id", "title", "layer", "from", "until", "rules");
        Map<RuleKey, Rule> rules = new EnumMap<>(RuleKey.class);
        file.get("rules").entries().forEach((id, node) -> {
            RuleKey key = RuleKey.of(id).orElseThrow(() -> node.refuse("unknown rule '" + id + "'"));
            rules.put(key, rule(key, node));
        });
        SeedNode from = file.get("from");
        LocalDate until = file.find("until").map(SeedNode::date).orElse(LocalDate.MAX);
        try {
            return new RuleBook(
                    file.text("id"),
                    file.text("title"),
                    file.get("layer").oneOf(RuleBook.Layer.class),
                    from.date(),
                    until,
                    rules,
                    from.origin());
        } catch (IllegalArgumentException wrong) {
            throw located(List.of(file), wrong.getMessage());
        }
    }

    private static Rule rule(RuleKey key, SeedNode node) {
        node.allow("value", "article", "source", "mark", "note");
        try {
            return new Rule(
                    key,
                    node.text("value"),
                    node.text("article"),
                    node.text("source"),
                    node.get("mark").oneOf(Mark.class),
                    node.text("note", ""),
                    node.origin());
        } catch (IllegalArgumentException wrong) {
            throw node.get("value").refuse(wrong.getMessage());
        }
    }

    /** Turns "file:line: reason" of the pure rules into an exception that knows its place. */
    private static SeedException located(List<SeedNode> files, String message) {
        for (SeedNode file : files) {
            String origin = file.get("from").origin();
            if (message.startsWith(origin + ": ")) {
                return file.get("from").refuse(message.substring(origin.length() + 2));
            }
        }
        return files.get(0).refuse(message);
    }
}
