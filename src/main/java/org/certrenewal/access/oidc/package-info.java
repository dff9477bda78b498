/**
 * Logs people in by OpenID Connect, with Spring Security's client. A provider's claims say who somebody is;
 * {@link org.certrenewal.access.oidc.FirstLogins} finds or makes the account, and from then on the session is like any
 * other. {@link org.certrenewal.access.oidc.SessionWatch} and log-out tokens end sessions that the provider doesn't
 * vouch for any more. {@code docs/login.md} is for the administrator.
 *
 * <p>Owns no table; calls {@code access, process, casefile, registry, vault, typed}.
 */
package org.certrenewal.access.oidc;
