/**
 * Tells other authorities' programs what happens in cases, by webhooks as the Standard Webhooks specification 1.0.0
 * signs them. {@link org.certrenewal.partners.webhooks.CaseWebhooks} writes what is to be told in the event's own
 * transaction, {@link org.certrenewal.partners.webhooks.WebhookSender} sends it afterwards and in no transaction, each
 * receiver in a lane of its own, each case in its order. A message holds the case number, the event and its time, and
 * nothing else.
 *
 * <p>Owns the tables {@code webhook_subscription, webhook_delivery}; calls {@code access, casefile, audit, registry,
 * vault, held}.
 */
package org.certrenewal.partners.webhooks;
