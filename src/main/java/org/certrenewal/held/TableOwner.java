package org.certrenewal.held;

import java.util.List;

/** Answers for tables: no package but its own writes them or reads them, except through the views named here. */
public interface TableOwner {

    /** Returns its tables with all of their columns. */
    List<Table> tables();

    /** Returns the views that others may read; each is named after the package. */
    default List<String> views() {
        return List.of();
    }
}
