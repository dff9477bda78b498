/**
 * What was entered and decided in each case, and how it stands.
 *
 * <p>{@link org.certrenewal.casefile.CaseFiles} names what befalls a case, and
 * {@link org.certrenewal.casefile.Transition} says in which state it may: the statement of {@code CaseHeads} that
 * writes the new state asks for the old one and for the version. {@link org.certrenewal.casefile.Sections} keeps what
 * the forms hold, {@link org.certrenewal.casefile.CaseHistory} what happened.
 *
 * <p>Whatever is numbered within a case, or replaced as a whole, waits for the row of its head: events, rounds, stopped
 * clocks, ledgers. A row that isn't there yet can't be waited for, and of two who insert it one fails, on PostgreSQL
 * with the whole transaction. So a transaction that touches a case holds it until it ends; whoever touches several
 * holds them in the order of their numbers.
 *
 * <p>Owns the tables {@code case_file, case_section, case_submission, case_correction, case_event, case_photo,
 * case_problem, case_finding, excluded_time, clock_entry, case_change, open_renewal, open_draft, person}; publishes the
 * views {@code casefile_standing, casefile_corrections, casefile_clock, casefile_digests_of_people}; calls
 * {@code audit, law, registry, documents, typed, vault, held}.
 */
package org.certrenewal.casefile;
