/**
 * Reads what another register says about certificates, line by line, and says what is wrong with it: nothing is
 * guessed.
 *
 * <p>{@link org.certrenewal.registry.imports.ImportMapping} says which column is which,
 * {@link org.certrenewal.registry.imports.LineReader} makes an {@link org.certrenewal.registry.imports.Entry} of a line
 * or {@link org.certrenewal.registry.imports.Fault}s, {@link org.certrenewal.registry.imports.Survey} finds what only
 * the whole file shows, {@link org.certrenewal.registry.imports.Comparison} what an entry would change. A fault names
 * line, column and cause, never what stands there. Files and their formats are {@code setup.imports}'; what is written
 * goes through {@link org.certrenewal.registry.imports.Register}.
 *
 * <p>No framework here.
 *
 * <p>Owns no table: they are the adapters'; calls {@code seeds, typed}.
 */
package org.certrenewal.registry.imports;
