/**
 * Brings in the register of certificates that an authority has: from a CSV or an XLSX workbook, by the command
 * {@code --renewal.import} or the administrators' page, tried before it is done, in portions, and to be taken back.
 *
 * <p>Begin with {@link org.certrenewal.setup.imports.Imports}, which page and command call;
 * {@link org.certrenewal.setup.imports.ImportWork} does the work on whichever node, and goes on after a kill. The rules
 * are {@code registry.imports}'. A difference from an open case waits for a supervisor
 * ({@link org.certrenewal.setup.imports.RegisterDifferences}).
 *
 * <p>Owns the tables {@code import_run, import_part, import_fault, import_tally, import_entry, import_difference};
 * calls {@code registry, documents, casefile, audit, notices, vault, typed, held}.
 */
package org.certrenewal.setup.imports;
