/**
 * What stands before everything else that comes over the network: whom a request comes from, and how slow it may be.
 *
 * <p>Owns no table; calls {@code access}.
 */
package org.certrenewal.access.server;
