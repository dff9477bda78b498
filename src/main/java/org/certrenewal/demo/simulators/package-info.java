/**
 * Simulates partners, so that an operator can rehearse what they do to us: small servers that speak the real protocols
 * over HTTP, with a page to make each of them slow, broken or refusing. On this machine only, and in the profiles
 * {@code demo,partners} only.
 *
 * <p>Owns no table; calls {@code partners, process, setup}.
 */
package org.certrenewal.demo.simulators;
