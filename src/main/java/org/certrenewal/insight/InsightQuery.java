package org.certrenewal.insight;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.cockpit.db.QueryParameters;

/** Holds what a query of {@code queries.xml} is asked; read by name from there. What is null isn't asked. */
public class InsightQuery extends QueryParameters {
    private static final long serialVersionUID = 1L;

    private int fromMonth;
    private int toMonth;
    private String office;
    private String trade;
    private String by;
    private transient List<String> figures;
    private LocalDate today;
    private Integer version;
    private String definitionId;
    private String caseNumber;
    private String instanceId;
    private Boolean finished;
    private String outcome;
    private Boolean missed;
    private LocalDate openedFrom;
    private LocalDate openedTo;
    private String sort;
    private boolean descending;
    private int skip;
    private int most;
    private LocalDate afterDay;
    private String after;

    InsightQuery() {
        disableMaxResultsLimit();
    }

    InsightQuery months(Parameters.Months months) {
        fromMonth = months.first();
        toMonth = months.last();
        return this;
    }

    InsightQuery place(String ofOffice, String ofTrade) {
        office = ofOffice;
        trade = ofTrade;
        return this;
    }

    InsightQuery by(String group) {
        by = group;
        return this;
    }

    InsightQuery only(List<Figure> wanted) {
        figures = wanted.stream().map(Figure::name).toList();
        return this;
    }

    InsightQuery today(LocalDate day) {
        today = day;
        return this;
    }

    InsightQuery version(Integer number) {
        version = number;
        return this;
    }

    InsightQuery definitionId(String id) {
        definitionId = id;
        return this;
    }

    InsightQuery ofCase(String number, String instance) {
        caseNumber = number;
        instanceId = instance;
        return this;
    }

    InsightQuery state(Boolean isFinished, String ofOutcome, Boolean isMissed) {
        finished = isFinished;
        outcome = ofOutcome;
        missed = isMissed;
        return this;
    }

    InsightQuery opened(LocalDate from, LocalDate to) {
        openedFrom = from;
        openedTo = to;
        return this;
    }

    InsightQuery sorted(String column, boolean down) {
        sort = column;
        descending = down;
        return this;
    }

    InsightQuery part(int first, int number) {
        skip = first;
        most = number;
        return this;
    }

    InsightQuery after(LocalDate day, String number) {
        afterDay = day;
        after = number;
        return this;
    }
}
