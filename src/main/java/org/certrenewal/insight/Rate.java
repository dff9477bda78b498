package org.certrenewal.insight;

/**
 * Tells a part of a whole.
 *
 * @param share in percent; null where it would tell a small figure
 */
record Rate(Shown part, Shown whole, Double share) {}
