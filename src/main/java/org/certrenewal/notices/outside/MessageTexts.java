package org.certrenewal.notices.outside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.certrenewal.seeds.SeedFolder;
import org.certrenewal.seeds.SeedNode;

/**
 * Holds the texts of {@code seeds/messages.yaml}. A subject that has a gap, and a short message with a gap that isn't
 * in the closed list, are refused when the file is read: so nothing about a person can get into either.
 */
public final class MessageTexts {

    /** What may stand in a short message. */
    public static final Set<String> GAPS = Set.of("number", "date", "telephone", "code");

    /** The kinds that are sent of themselves, and are no notices. */
    public static final String DIGEST = "digest";

    public static final String CONFIRM_MAIL = "confirm-mail";
    public static final String CONFIRM_PHONE = "confirm-phone";

    /** Stands for every kind without texts of its own. */
    private static final String OTHER = "other";

    private static final Set<String> OWN = Set.of(DIGEST, CONFIRM_MAIL, CONFIRM_PHONE, OTHER);

    private static final Pattern GAP = Pattern.compile("\\$\\{([^}]*)}");

    /** As long as fits on a telephone's lock screen, and in one folded header. */
    private static final int LONGEST_SUBJECT = 30;

    /** A short message of two parts in UCS-2, its signature included (3GPP TS 23.040). */
    private static final int LONGEST_SMS = 120;

    private final Map<String, Kind> kinds;
    private final Frame frame;

    private MessageTexts(Map<String, Kind> kinds, Frame frame) {
        this.kinds = Map.copyOf(kinds);
        this.frame = frame;
    }

    /**
     * Holds the texts of a kind.
     *
     * @param sms with gaps in the form of the providers' templates; empty if it doesn't go by short message
     */
    public record Kind(String subject, Optional<String> sms) {

        /** Returns the names of the short message's gaps. */
        public Set<String> gaps() {
            return sms.map(MessageTexts::gaps).orElse(Set.of());
        }
    }

    /** Holds what stands round every mail. */
    public record Frame(
            String service,
            String greeting,
            String open,
            String office,
            String telephone,
            String hours,
            List<String> foot) {}

    /** Reads the texts; a wrong file is refused with file, line and cause. */
    public static MessageTexts read(SeedFolder seeds) {
        SeedNode file = seeds.file("messages.yaml")
                .allow("greeting", "foot", "service", "open", "office", "telephone", "hours", "kinds");
        Map<String, Kind> kinds = new LinkedHashMap<>();
        file.get("kinds").entries().forEach((name, node) -> kinds.put(name, kind(node.allow("subject", "sms"))));
        OWN.stream().filter(name -> !kinds.containsKey(name)).findFirst().ifPresent(name -> {
            throw file.get("kinds").refuse("'" + name + "' is missing");
        });
        return new MessageTexts(
                kinds,
                new Frame(
                        file.text("service"),
                        file.text("greeting"),
                        file.text("open"),
                        file.text("office"),
                        file.text("telephone"),
                        file.text("hours"),
                        file.get("foot").items().stream().map(SeedNode::text).toList()));
    }

    private static Kind kind(SeedNode node) {
        String subject = node.text("subject");
        if (GAP.matcher(subject).find() || subject.length() > LONGEST_SUBJECT) {
            throw node.get("subject").refuse("a subject has no gaps and at most " + LONGEST_SUBJECT + " characters");
        }
        Optional<String> sms = node.find("sms").map(SeedNode::text);
        sms.ifPresent(text -> {
            if (!GAPS.containsAll(gaps(text)) || text.length() > LONGEST_SMS) {
                throw node.get("sms")
                        .refuse("a short message has at most " + LONGEST_SMS + " characters, and no other gaps than "
                                + new TreeSet<>(GAPS));
            }
        });
        return new Kind(subject, sms);
    }

    private static Set<String> gaps(String text) {
        return GAP.matcher(text)
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    public Map<String, Kind> kinds() {
        return kinds;
    }

    /** Returns the texts of a kind; one that has none is told in general words, as no step may fail for them. */
    public Kind of(String kind) {
        return kinds.getOrDefault(kind, kinds.get(OTHER));
    }

    public Frame frame() {
        return frame;
    }

    /** Fills the gaps of a short message, as its receiver will read it after the signature. */
    public String filled(String kind, Map<String, String> values) {
        return GAP.matcher(of(kind).sms().orElse(""))
                .replaceAll((MatchResult gap) -> Matcher.quoteReplacement(values.getOrDefault(gap.group(1), "")));
    }
}
