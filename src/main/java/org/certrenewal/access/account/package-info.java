/**
 * Keeps what a log-in stands on: whether the account is there, its groups, its password.
 * {@link org.certrenewal.access.account.Rights} looks them up at each request, keeps them for seconds and forgets them
 * when they change, whichever way; {@link org.certrenewal.access.account.LiveLogin} ends a session that has lost its
 * ground. Whoever logs in by an OpenID provider is bound to their account here, and their log-ins are kept here.
 *
 * <p>Owns the tables {@code account, rights_version, provider_account, provider_login, spent_token}; calls
 * {@code access, process, casefile, audit, held}.
 */
package org.certrenewal.access.account;
