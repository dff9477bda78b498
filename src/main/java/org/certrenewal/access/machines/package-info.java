/**
 * Lets other authorities' programs ask {@code /api/v1}: with a token of the configured provider (OAuth 2.0 client
 * credentials, RFC 6749 section 4.4; access tokens as JWT, RFC 9068) and nothing else, without a session, each from a
 * budget of its own. We issue no tokens. {@code access/machines.yaml} says which scope each call needs.
 *
 * <p>Owns no table; calls {@code access, registry}.
 */
package org.certrenewal.access.machines;
