/**
 * Where documents meet the database and Spring.
 *
 * <p>Owns the tables {@code paper, unsealed_paper, paper_evidence, letter_number, letter_series_lock, authority_seal};
 * calls {@code documents, vault, held}.
 */
package org.certrenewal.documents.adapters;
