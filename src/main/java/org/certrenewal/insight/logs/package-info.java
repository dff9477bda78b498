/**
 * Lets one case be followed through logs and traces by its number: in what an HTTP request does, a job, a delivery to a
 * partner. Nothing about persons stands in either.
 */
package org.certrenewal.insight.logs;
