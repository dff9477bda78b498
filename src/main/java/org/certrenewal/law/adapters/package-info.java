/**
 * Reads the law's data from the files of {@code seeds/holidays} and {@code seeds/rules}.
 *
 * <p>Owns no table; calls {@code law, seeds}.
 */
package org.certrenewal.law.adapters;
