/**
 * Lets one case be followed through logs and traces by its number: in what an HTTP request does, a job, a delivery to a
 * partner. Nothing about persons stands in either.
 *
 * <p>Owns no table; calls {@code casefile}.
 */
package org.certrenewal.insight.logs;
