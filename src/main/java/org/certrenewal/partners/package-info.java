/**
 * Partners.
 *
 * <p>Owns no table; calls nobody.
 */
package org.certrenewal.partners;
