package org.certrenewal.registry.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.certrenewal.typed.Names;

/**
 * Finds what only the whole file shows: numbers that stand twice, people with two names, and whether a spreadsheet has
 * cut identity numbers to 15 digits. It is shown every line before the first one is brought in.
 *
 * <p>Keeps 64 bits of a digest for each number, not the number: a million lines take 40 MB. That two different ones
 * agree in a file of a million has odds of 1 to 37 million; then a line is told as doubled that isn't.
 */
public final class Survey {

    private final Table certificates = new Table();
    private final Table holders = new Table();
    private boolean rounded;
    private int lines;

    /** Takes note of a line. */
    public void see(Line line) {
        lines++;
        line.certificate().ifPresent(number -> certificates.see(digest(number.value()), line.number(), 0));
        line.entry().ifPresent(entry -> {
            if (entry.holder() != null && entry.name() != null) {
                holders.see(digest(entry.holder().value()), line.number(), nameOf(entry));
            }
        });
        rounded |= line.faults().stream().anyMatch(fault -> fault.kind() == Fault.Kind.ROUNDED);
    }

    /** Returns how many lines there are. */
    public int lines() {
        return lines;
    }

    /** Returns a line with what the whole file says about it. */
    public Line judge(Line line) {
        List<Fault> faults = new ArrayList<>(line.faults());
        line.certificate().ifPresent(number -> {
            int other = certificates.otherThan(digest(number.value()), line.number());
            if (other > 0) {
                faults.add(new Fault(Fault.Kind.NUMBER_TWICE, line.number(), Optional.of(ImportColumn.NUMBER), other));
            }
        });
        line.entry().map(Entry::holder).ifPresent(holder -> {
            if (rounded && holder.value().endsWith("000")) {
                faults.add(Fault.of(Fault.Kind.PERHAPS_ROUNDED, line.number(), ImportColumn.HOLDER));
            }
            if (line.entry().get().name() != null) {
                int first = holders.differs(
                        digest(holder.value()), nameOf(line.entry().get()));
                if (first > 0) {
                    faults.add(new Fault(Fault.Kind.OTHER_NAME, line.number(), Optional.of(ImportColumn.NAME), first));
                }
            }
        });
        boolean stopped = faults.stream().anyMatch(Fault::stops);
        return new Line(
                line.number(), line.certificate(), stopped ? Optional.empty() : line.entry(), List.copyOf(faults));
    }

    private static int nameOf(Entry entry) {
        return Names.folded(entry.name().value()).hashCode();
    }

    /** FNV-1a with the finish of MurmurHash3; never 0, which marks an empty place. */
    private static long digest(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    /** Keeps of each digest the first and the last line, and a word of the first. */
    private static final class Table {

        private long[] keys = new long[1 << 12];
        private int[] first = new int[1 << 12];
        private int[] last = new int[1 << 12];
        private int[] words = new int[1 << 12];
        private int size;

        private int place(long key) {
            int place = (int) key & keys.length - 1;
            while (keys[place] != 0 && keys[place] != key) {
                place = place + 1 & keys.length - 1;
            }
            return place;
        }

        private void see(long key, int line, int word) {
            int place = place(key);
            if (keys[place] == 0) {
                keys[place] = key;
                first[place] = line;
                words[place] = word;
                size++;
            }
            last[place] = line;
            if (size * 2 > keys.length) {
                grow();
            }
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldFirst = first;
            int[] oldLast = last;
            int[] oldWords = words;
            keys = new long[oldKeys.length * 2];
            first = Arrays.copyOf(first, keys.length);
            last = Arrays.copyOf(last, keys.length);
            words = Arrays.copyOf(words, keys.length);
            for (int old = 0; old < oldKeys.length; old++) {
                if (oldKeys[old] != 0) {
                    int place = place(oldKeys[old]);
                    keys[place] = oldKeys[old];
                    first[place] = oldFirst[old];
                    last[place] = oldLast[old];
                    words[place] = oldWords[old];
                }
            }
        }

        /** Returns another line with the same digest, or 0. */
        private int otherThan(long key, int line) {
            int place = place(key);
            return keys[place] == 0 || first[place] == last[place]
                    ? 0
                    : first[place] == line ? last[place] : first[place];
        }

        /** Returns the first line of the digest if its word was another, or 0. */
        private int differs(long key, int word) {
            int place = place(key);
            return keys[place] == 0 || words[place] == word ? 0 : first[place];
        }
    }
}
