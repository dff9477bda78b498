/**
 * Says which part of the service fails, and what helps, in the words of whoever has to mend it:
 * {@code /actuator/health}. Strangers are told up or down; administrators and the monitoring see the parts.
 *
 * <p>{@code DOWN} (503) means that somebody can't work now; {@code WARNING} (200) that somebody won't be able to before
 * long. A load balancer asks {@code /actuator/health/readiness}, which looks at this node and its database only: a
 * stuck partner is no reason to take a node away.
 *
 * <p>Owns no table; calls {@code insight, setup, process, partners, casefile, privacy, documents, law, seeds}.
 */
package org.certrenewal.insight.health;
