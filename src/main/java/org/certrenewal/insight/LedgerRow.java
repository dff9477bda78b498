package org.certrenewal.insight;

import java.time.LocalDate;

/** Holds a line of the law's clock. Filled by a query of {@code queries.xml}, in the order of its columns. */
public record LedgerRow(String kind, LocalDate startDay, LocalDate dueDay, String article, boolean provisional) {}
