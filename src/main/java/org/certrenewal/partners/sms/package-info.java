/**
 * Speaks with the provider of short messages, behind the port {@link org.certrenewal.notices.outside.Texter}.
 *
 * <p>Owns no table; calls {@code partners, process, notices, typed}.
 */
package org.certrenewal.partners.sms;
