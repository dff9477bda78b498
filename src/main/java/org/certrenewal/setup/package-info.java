/**
 * Wires the program, checks before it starts whether it can, fills the database at first, and keeps the ring of keys.
 *
 * <p>Owns the tables {@code vault_key, vault_index, vault_node, periodic_turn}; calls rooms on every floor but stages.
 */
package org.certrenewal.setup;
