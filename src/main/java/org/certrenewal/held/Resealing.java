package org.certrenewal.held;

import java.util.List;

/** Lets what a package has sealed be sealed anew, when another key takes over. */
public interface Resealing extends TableOwner {

    /** Returns its sealed columns: those that its tables declare. */
    default List<SealedColumn> sealedColumns() {
        return tables().stream().flatMap(table -> table.sealed().stream()).toList();
    }
}
