/**
 * Speaks SMTP with the mail server, encrypted, behind the port {@link org.certrenewal.notices.outside.Mailer}.
 *
 * <p>Owns no table; calls {@code partners, process, notices}.
 */
package org.certrenewal.partners.mail;
