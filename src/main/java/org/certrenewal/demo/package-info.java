/**
 * Is the demonstration: its people and certificates from {@code seeds/demo}, and the year of cases that
 * {@code demo,year} lives through. Owns the tables {@code demo_load} and {@code year_load}; may call every room, and no
 * room knows it: the program compiles and runs without it. Active in the profile {@code demo} only.
 */
package org.certrenewal.demo;
