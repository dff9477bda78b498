/**
 * Is the demonstration: its people and certificates from {@code seeds/demo}, and the year of cases that
 * {@code demo,year} lives through. No room knows it: the program compiles and runs without it. Active in the profile
 * {@code demo} only.
 *
 * <p>Owns the tables {@code demo_load, year_load}; calls {@code web, insight, setup, stages, process, access, casefile,
 * privacy, registry, law, seeds, typed, held}.
 */
package org.certrenewal.demo;
