package org.certrenewal.law.adapters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.certrenewal.law.LetterGrounds;
import org.certrenewal.law.Mark;
import org.certrenewal.law.RuleKey;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;

/** Reads {@code letter-grounds.yaml}: what each letter cites. */
public final class LetterGroundFiles {

    private LetterGroundFiles() {}

    /**
     * Reads the table.
     *
     * @throws org.certrenewal.seeds.SeedException with file, line and cause, if anything in it can't be right
     */
    public static LetterGrounds read(SeedFolder seeds) {
        SeedNode file = seeds.file("letter-grounds.yaml").allow("statutes", "letters");
        Map<String, String> statutes = new LinkedHashMap<>();
        file.get("statutes").entries().forEach((name, full) -> statutes.put(name, full.text()));
        List<LetterGrounds.Row> rows = new ArrayList<>();
        for (SeedNode node : file.items("letters")) {
            node.allow("letter", "regime", "ground", "articles", "mark");
            try {
                rows.add(new LetterGrounds.Row(
                        node.get("letter").oneOf(LetterGrounds.Kind.class),
                        node.find("regime").map(SeedNode::text),
                        node.find("ground")
                                .map(it -> RuleKey.of(it.text())
                                        .orElseThrow(() -> it.refuse("unknown rule '" + it.text() + "'"))),
                        node.items("articles").stream().map(SeedNode::text).toList(),
                        node.get("mark").oneOf(Mark.class)));
            } catch (IllegalArgumentException wrong) {
                throw node.refuse(wrong.getMessage());
            }
        }
        try {
            return new LetterGrounds(statutes, rows);
        } catch (IllegalArgumentException wrong) {
            throw file.get("letters").refuse(wrong.getMessage());
        }
    }
}
