package org.certrenewal.privacy;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;

/** Holds every version of the privacy notice, from {@code seeds/privacy}. */
public final class PrivacyNotices {

    private final List<PrivacyNotice> versions;

    PrivacyNotices(List<PrivacyNotice> versions) {
        this.versions = versions.stream()
                .sorted(Comparator.comparing(PrivacyNotice::from))
                .toList();
    }

    /**
     * Reads {@code privacy/}.
     *
     * @throws org.certrenewal.seeds.SeedException if a file is wrong, with file, line and cause
     */
    public static PrivacyNotices read(SeedFolder seeds) {
        Set<String> known = new HashSet<>();
        List<PrivacyNotice> versions = seeds.filesIn("privacy").stream()
                .map(file ->
                        notice(file.allow("version", "from", "title", "english-title", "sections", "consents"), known))
                .toList();
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("seeds/privacy holds no privacy notice");
        }
        return new PrivacyNotices(versions);
    }

    private static PrivacyNotice notice(SeedNode file, Set<String> known) {
        if (!known.add(file.text("version"))) {
            throw file.get("version").refuse("the version " + file.text("version") + " stands twice");
        }
        SeedNode consents = file.get("consents").allow("face", "electronic-service");
        return new PrivacyNotice(
                file.text("version"),
                file.get("from").date(),
                file.text("title"),
                file.text("english-title"),
                file.get("sections").items().stream().map(PrivacyNotices::part).toList(),
                new EnumMap<>(Map.of(
                        Consents.Kind.FACE, text(consents.get("face")),
                        Consents.Kind.ELECTRONIC_SERVICE, text(consents.get("electronic-service")))));
    }

    private static PrivacyNotice.Part part(SeedNode node) {
        node.allow("title", "english-title", "paragraphs", "english");
        return new PrivacyNotice.Part(
                node.text("title"),
                node.text("english-title"),
                node.get("paragraphs").items().stream().map(SeedNode::text).toList(),
                node.get("english").items().stream().map(SeedNode::text).toList());
    }

    private static PrivacyNotice.Text text(SeedNode node) {
        node.allow("text", "english");
        return new PrivacyNotice.Text(node.text("text"), node.text("english"));
    }

    /** Returns the version in use on a day; before the first one that one, which is better than none. */
    public PrivacyNotice on(LocalDate day) {
        return versions.stream()
                .filter(version -> !day.isBefore(version.from()))
                .reduce((older, newer) -> newer)
                .orElse(versions.get(0));
    }
}
