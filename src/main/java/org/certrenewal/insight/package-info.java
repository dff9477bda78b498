/**
 * Shows the analysts the whole service in Cockpit: facts about cases without anything personal, counts that are kept as
 * cases move, and the plugin that shows them.
 *
 * <p>Each case's move is noted in its own transaction ({@link org.certrenewal.casefile.CaseChanges});
 * {@link org.certrenewal.insight.CatchUp} reads what moved, takes away what the case counted for before and adds what
 * it counts for now, in one transaction. What a case counts for is written once, in
 * {@link org.certrenewal.insight.Tally}; what each figure means, in {@link org.certrenewal.insight.Figure} and
 * {@link org.certrenewal.insight.Stage}.
 *
 * <p>Machines see the service by metrics and health, and whoever looks for a cause by logs and traces, in
 * {@code metrics}.
 *
 * <p>Owns the tables {@code insight_case, insight_step, insight_count, insight_spread, insight_dwell, insight_state};
 * calls {@code web, access, process, casefile, registry, documents, law, typed, held}, and reads views of
 * {@code casefile, faceauth, registry, outbox} and the engine's history.
 */
package org.certrenewal.insight;
