package org.certrenewal.seeds;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Holds one value of a seed file together with the place where it stands.
 *
 * <p>Every reading method refuses what it can't read with a {@link SeedException} that names file, line and cause. It
 * stands on the YAML library's node tree because an object mapper forgets the lines.
 */
public final class SeedNode {

    private static final int MAX_SIZE = 5_000_000;

    private final String file;
    private final String path;
    private final Node node;

    private SeedNode(String file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /**
     * Parses the text of a file.
     *
     * @param file name to be used in messages
     * @param text its content
     */
    public static SeedNode parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_SIZE);
        Node root;
        try {
            root = new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 0
                    : broken.getProblemMark().getLine() + 1;
            throw new SeedException(file, line, "isn't well-formed YAML: " + broken.getProblem());
        } catch (YAMLException broken) {
            throw new SeedException(file, 0, "isn't well-formed YAML: " + broken.getMessage());
        }
        if (root == null) {
            throw new SeedException(file, 0, "is empty");
        }
        return new SeedNode(file, "", root);
    }

    public String file() {
        return file;
    }

    /** Returns the line on which the value begins; the first line is 1. */
    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** Returns file and line in one word, to be shown as the origin of a value. */
    public String origin() {
        return file + ":" + line();
    }

    /** Makes the exception that refuses this value. */
    public SeedException refuse(String reason) {
        return new SeedException(file, line(), reason);
    }

    /** Returns the value of a key that must be there. */
    public SeedNode get(String key) {
        return find(key).orElseThrow(() -> refuse("'" + key + "' is missing" + in()));
    }

    /** Returns the value of a key that may be absent. */
    public Optional<SeedNode> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** Returns keys and values in the order of the file; a key that stands twice is refused. */
    public Map<String, SeedNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw refuse("expected 'key: value' lines" + in());
        }
        Map<String, SeedNode> entries = new LinkedHashMap<>();
        mapping.getValue().forEach(tuple -> {
            String key = new SeedNode(file, path, tuple.getKeyNode()).text();
            if (entries.put(key, new SeedNode(file, path.isEmpty() ? key : path + "." + key, tuple.getValueNode()))
                    != null) {
                throw new SeedException(
                        file, tuple.getKeyNode().getStartMark().getLine() + 1, "'" + key + "' stands twice" + in());
            }
        });
        return entries;
    }

    /** Refuses every key that isn't one of these, so that a misspelt one isn't passed over in silence. */
    public SeedNode allow(String... keys) {
        List<String> known = Arrays.asList(keys);
        entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.refuse("unknown key '" + key + "'; known are " + String.join(", ", known));
            }
        });
        return this;
    }

    /** Returns the members of a list. */
    public List<SeedNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw refuse("expected a list" + in());
        }
        return sequence.getValue().stream()
                .map(item -> new SeedNode(file, path, item))
                .toList();
    }

    /** Returns the members of a list that may be absent. */
    public List<SeedNode> items(String key) {
        return find(key).map(SeedNode::items).orElse(List.of());
    }

    /** Tells whether this is a single value, not a list or lines of its own. */
    public boolean isText() {
        return node instanceof ScalarNode;
    }

    /** Returns the text of a single value, without blanks around it. */
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw refuse("expected a single value" + in());
        }
        return scalar.getValue().strip();
    }

    /** Returns the text of a key that must be there and mustn't be empty. */
    public String text(String key) {
        SeedNode value = get(key);
        String text = value.text();
        if (text.isEmpty()) {
            throw value.refuse("'" + key + "' is empty");
        }
        return text;
    }

    /** Returns the text of a key, or what is meant when it is absent. */
    public String text(String key, String otherwise) {
        return find(key).map(SeedNode::text).orElse(otherwise);
    }

    /** Returns a whole number. */
    public int number() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException notANumber) {
            throw refuse("'" + text() + "' isn't a whole number" + in());
        }
    }

    /** Returns yes or no, written {@code true} or {@code false}. */
    public boolean flag() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refuse("'" + text() + "' is neither true nor false" + in());
        };
    }

    /** Returns a day that exists in the calendar, written {@code 2026-02-28}. */
    public LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeException impossible) {
            throw refuse("'" + text() + "' isn't a day of the calendar (expected one like 2026-02-28)" + in());
        }
    }

    /** Returns one value of a closed list. */
    public <E extends Enum<E>> E oneOf(Class<E> values) {
        String text = text();
        for (E value : values.getEnumConstants()) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw refuse("'" + text + "' isn't one of " + Arrays.toString(values.getEnumConstants()) + in());
    }

    private String in() {
        return path.isEmpty() ? "" : " (in " + path + ")";
    }
}
