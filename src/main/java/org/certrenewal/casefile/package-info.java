/**
 * What was entered and decided in each case, and how it stands. Owns the tables {@code case_file, case_section,
 * case_submission, case_correction, case_event, case_problem, case_finding, excluded_time, clock_entry, case_change,
 * open_renewal, open_draft, person}; calls {@code audit}, {@code law}, {@code registry}, {@code typed}, {@code vault}.
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
 */
package org.certrenewal.casefile;
