package org.certrenewal.registry.imports;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows in which place of a line each column stands. */
public final class Header {

    /** What a line has to say of a certificate that isn't there yet. */
    static final Set<ImportColumn> NEEDED = EnumSet.of(
            ImportColumn.NUMBER,
            ImportColumn.HOLDER,
            ImportColumn.NAME,
            ImportColumn.TRADE,
            ImportColumn.FIRST_ISSUED,
            ImportColumn.VALID_FROM,
            ImportColumn.VALID_TO,
            ImportColumn.ISSUED,
            ImportColumn.STATUS);

    private static final int MOST = 200;

    private final Map<ImportColumn, Integer> places;
    private final List<Fault> notes;

    private Header(Map<ImportColumn, Integer> places, List<Fault> notes) {
        this.places = places;
        this.notes = notes;
    }

    /**
     * Reads the heads.
     *
     * @param line number of their line
     * @throws FileRefused if a column is missing or stands twice
     */
    public static Header read(int line, List<Cell> heads, ImportMapping mapping) throws FileRefused {
        if (heads.size() > MOST) {
            throw new FileRefused(Fault.of(Fault.Kind.TOO_MANY_COLUMNS, line));
        }
        Map<ImportColumn, Integer> places = new EnumMap<>(ImportColumn.class);
        List<Fault> notes = new ArrayList<>();
        for (int place = 0; place < heads.size(); place++) {
            String head = heads.get(place).text();
            Optional<ImportColumn> column = head.isBlank() ? Optional.empty() : mapping.columnOf(head);
            if (column.isEmpty()) {
                if (!head.isBlank()) {
                    notes.add(new Fault(Fault.Kind.COLUMN_IGNORED, line, Optional.empty(), place + 1));
                }
            } else if (places.putIfAbsent(column.get(), place) != null) {
                throw new FileRefused(Fault.of(Fault.Kind.COLUMN_TWICE, line, column.get()));
            }
        }
        boolean delta = places.containsKey(ImportColumn.CHANGE);
        for (ImportColumn needed : NEEDED) {
            if (!places.containsKey(needed) && (!delta || needed == ImportColumn.NUMBER)) {
                throw new FileRefused(Fault.of(Fault.Kind.MISSING_COLUMN, line, needed));
            }
        }
        return new Header(places, notes);
    }

    Cell cell(List<Cell> cells, ImportColumn column) {
        Integer place = places.get(column);
        return place == null || place >= cells.size() ? Cell.NOTHING : cells.get(place);
    }

    /** Returns what is to be told of columns that aren't read. */
    public List<Fault> notes() {
        return notes;
    }
}
