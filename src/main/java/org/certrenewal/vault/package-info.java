/**
 * Encrypts personal data before it reaches the database. Everything sealed names the key it was sealed with, so that a
 * new key can come beside the old one; what it was sealed for is part of the seal, so that nothing can be copied from
 * one row to another.
 *
 * <p>Owns no table: the keys' are {@code setup}'s; calls nobody.
 */
package org.certrenewal.vault;
