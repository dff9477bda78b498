/**
 * Sends what people are told to where they want it, outside the service: by mail and by short message.
 * {@link org.certrenewal.notices.outside.Deliveries} writes it with the event,
 * {@link org.certrenewal.notices.outside.Gathering} brings it into the outbox when somebody's rest is over or an hour's
 * notices are gathered, and the two calls hand it to the ports {@link org.certrenewal.notices.outside.Mailer} and
 * {@link org.certrenewal.notices.outside.Texter}. In the service it is told in any case; what leaves it names nobody in
 * a subject or a short message.
 *
 * <p>Owns the tables {@code notice_contact, notice_preference, notice_delivery}; calls {@code process, casefile,
 * privacy, registry, vault, seeds, typed, held}.
 */
package org.certrenewal.notices.outside;
