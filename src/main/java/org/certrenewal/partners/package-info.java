/**
 * Leads to everybody outside: {@link org.certrenewal.partners.PartnerLines} has one line to each
 * {@link org.certrenewal.partners.Partner}, with its pause, circuit breaker and bulkhead;
 * {@link org.certrenewal.partners.PartnerClients} speaks HTTP with time-outs and limits;
 * {@link org.certrenewal.partners.SignedRequests} signs what goes out and verifies what comes in. The adapters stand in
 * the packages below, each behind the port of the room that needs it.
 *
 * <p>Owns the tables {@code partner_line, partner_nonce}; calls {@code process, audit, held}.
 */
package org.certrenewal.partners;
