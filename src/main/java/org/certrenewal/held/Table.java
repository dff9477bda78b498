package org.certrenewal.held;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certrenewal.held.SealedColumn.Form;

/**
 * Says what a table holds, column by column. Lists of columns are separated by blanks; the columns of the key hold
 * nothing unless something else is said.
 *
 * @param key columns that name a row
 * @param sealed its sealed columns, in detail
 * @param time until when what it holds about people is kept; needed as soon as it holds some
 */
public record Table(
        String name, List<String> key, Map<String, Holds> columns, List<SealedColumn> sealed, Optional<Time> time) {

    /** Names what a column can hold. */
    public enum Holds {
        /** Nothing about a person: a number of a case, a date, a code, words of the law. */
        NOTHING,
        /** Whom it is about or who did it, or something about that person, as it stands. */
        PERSONAL,
        /** Something about a person or somebody's words, sealed by the vault. */
        SEALED,
        /** A keyed digest or a hash. */
        DIGEST
    }

    /** Says until when what is about people stays. */
    public record Time(boolean erased, String why) {}

    /** Begins a table with the columns that name a row. */
    public static Table of(String name, String key) {
        List<String> names = List.of(key.split(" "));
        return new Table(name, names, Map.of(), List.of(), Optional.empty()).with(Holds.NOTHING, key);
    }

    /** Adds columns that hold nothing about a person. */
    public Table nothing(String names) {
        return with(Holds.NOTHING, names);
    }

    /** Adds columns that name or describe a person. */
    public Table personal(String names) {
        return with(Holds.PERSONAL, names);
    }

    /** Adds digests. */
    public Table digest(String names) {
        return with(Holds.DIGEST, names);
    }

    /** Adds sealed texts. */
    public Table sealed(String purpose, String names) {
        return sealed(purpose, names, Form.TEXT, false);
    }

    /** Adds sealed texts that older versions of the program stored as they were entered. */
    public Table sealedLater(String purpose, String names) {
        return sealed(purpose, names, Form.TEXT, true);
    }

    /** Adds sealed bytes. */
    public Table sealedAs(Form form, String purpose, String names) {
        return sealed(purpose, names, form, false);
    }

    /** Says that what it holds about people goes with the case or the request: an {@link Erasure} sees to it. */
    public Table erased() {
        return new Table(name, key, columns, sealed, Optional.of(new Time(true, "")));
    }

    /** Says why what it holds about people stays. */
    public Table kept(String why) {
        return new Table(name, key, columns, sealed, Optional.of(new Time(false, why)));
    }

    private Table with(Holds holds, String names) {
        Map<String, Holds> all = new LinkedHashMap<>(columns);
        for (String column : names.split(" ")) {
            all.put(column, holds);
        }
        return new Table(name, key, all, sealed, time);
    }

    private Table sealed(String purpose, String names, Form form, boolean plainBefore) {
        List<SealedColumn> all = new ArrayList<>(sealed);
        for (String column : names.split(" ")) {
            all.add(new SealedColumn(name, key, column, form, plainBefore, purpose));
        }
        return new Table(name, key, columns, List.copyOf(all), time).with(Holds.SEALED, names);
    }
}
