/**
 * Simulates partners, so that an operator can rehearse what they do to us: small servers that speak the real protocols
 * over HTTP and SMTP, with a page to make each of them slow, hanging, broken or refusing. On this machine only, and in
 * the profiles {@code demo,partners} without {@code production} only.
 *
 * <p>Owns no table; calls {@code demo, documents, partners, process, registry, setup}.
 */
package org.certrenewal.demo.simulators;
