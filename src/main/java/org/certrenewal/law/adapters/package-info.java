/** Reads the law's data from the files of {@code seeds/holidays} and {@code seeds/rules}. */
package org.certrenewal.law.adapters;
