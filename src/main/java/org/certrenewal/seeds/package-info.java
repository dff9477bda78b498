/**
 * Reads the readable YAML files of the folder {@code seeds/}, and remembers for every value on which line it stands.
 *
 * <p>Whoever edits such a file is told file, line and cause when something in it can't be right:
 * {@link org.certrenewal.seeds.SeedException}. The package knows no framework; what the values mean is the business of
 * the packages that read them.
 *
 * <p>Owns no table; calls nobody.
 */
package org.certrenewal.seeds;
