package org.certrenewal.insight;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lists cases, a page at a time, and sends all of the list as a file. */
@Component
class CaseList {

    /** The parameters by which both find cases. */
    static final List<String> FILTERS = List.of(
            "definition", "caseNumber", "office", "trade", "state", "outcome", "missed", "openedFrom", "openedTo");

    private static final int MOST_COUNTED = 10_000;
    private static final int EXPORTED_TOGETHER = 1000;

    private final Vocabulary words;

    CaseList(Vocabulary words) {
        this.words = words;
    }

    /**
     * Holds a page.
     *
     * @param more whether there are more than are counted
     */
    record View(int page, int size, long total, boolean more, List<CaseLine> cases) {}

    View view(Find find, Parameters parameters) {
        int size = parameters.number("size", 20, 1, Parameters.LARGEST_PAGE);
        int page = parameters.number("page", 1, 1, Parameters.LAST_PAGE);
        String sort = parameters.oneOf("sort", Parameters.SORTS).orElse("opened");
        boolean down =
                parameters.oneOf("order", List.of("asc", "desc")).orElse("desc").equals("desc");
        List<CaseRow> rows =
                find.list("cases", filter(find, parameters).sorted(sort, down).part((page - 1) * size, size));
        long counted = find.<Long>first(
                        "howMany", filter(find, parameters).sorted(sort, down).part(0, MOST_COUNTED + 1))
                .orElse(0L);
        return new View(
                page,
                size,
                Math.min(counted, MOST_COUNTED),
                counted > MOST_COUNTED,
                rows.stream().map(CaseLine::of).toList());
    }

    Exports export(Find find, Parameters parameters) {
        InsightQuery first = filter(find, parameters).part(0, EXPORTED_TOGETHER);
        boolean english =
                parameters.oneOf("language", List.of("zh", "en")).orElse("zh").equals("en");
        return new Exports(
                parameters.format(),
                english,
                last -> find.list("exported", last == null ? first : first.after(last.openedOn(), last.caseNumber())),
                words);
    }

    private InsightQuery filter(Find find, Parameters parameters) {
        Optional<String> state = parameters.oneOf("state", List.of("running", "finished"));
        Optional<LocalDate> from = parameters.day("openedFrom");
        Optional<LocalDate> to = parameters.day("openedTo");
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new BadParameter("openedFrom", "起始日期 " + from.get() + " 晚于截止日期 " + to.get());
        }
        return new InsightQuery()
                .version(find.version(parameters))
                .ofCase(parameters.caseNumber().orElse(null), null)
                .place(
                        parameters.oneOf("office", words.officeCodes()).orElse(null),
                        parameters.oneOf("trade", words.tradeCodes()).orElse(null))
                .state(
                        state.map("finished"::equals).orElse(null),
                        parameters.oneOf("outcome", Parameters.OUTCOMES).orElse(null),
                        parameters.yesOrNo("missed").orElse(null))
                .opened(from.orElse(null), to.orElse(null));
    }
}
