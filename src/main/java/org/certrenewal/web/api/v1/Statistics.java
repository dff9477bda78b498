package org.certrenewal.web.api.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Is where {@code /api/v1} gets its figures: those of the analysts' screens, with what is small hidden in the same way.
 */
public interface Statistics {

    /**
     * Counts.
     *
     * @throws org.certrenewal.access.machines.ApiRefused if a parameter isn't one of those that there are
     */
    View of(Asked asked);

    /**
     * Says what is asked for; what is empty is as on the screens.
     *
     * @param from first month, {@code 2026-01}
     * @param to last month
     * @param office code
     * @param trade code
     */
    record Asked(Optional<String> from, Optional<String> to, Optional<String> office, Optional<String> trade) {}

    /** Holds the figures of a period. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "StatisticsView",
            description = "Figures of a period. What is below five is hidden, and so is what would tell it.")
    record View(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "First month", example = "2026-01")
            String from,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Last month", example = "2026-12")
            String to,

            @Schema(description = "When the figures last caught up with the cases")
            Instant caughtUpAt,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Figures of all")
            List<Count> figures,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Figures by office")
            List<Line> offices,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Figures by trade")
            List<Line> trades,

            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Figures by month, yyyyMM")
            List<Line> months) {}

    /** Holds the figures of one office, trade or month. */
    @Schema(name = "StatisticsLine", description = "Figures of an office, a trade or a month")
    record Line(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Code of the office or trade, or the month")
            String code,

            @Schema(requiredMode = RequiredMode.REQUIRED) List<Count> figures) {}

    /** Holds one figure, told or hidden. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StatisticsCount", description = "One figure: either n, or why it is hidden")
    record Count(
            @Schema(requiredMode = RequiredMode.REQUIRED, description = "Name of the figure, such as SUBMITTED")
            String figure,

            @Schema(description = "How many; absent where it is hidden", minimum = "0")
            Long n,

            @Schema(
                    description = "<5 where it is small, * where it would tell something small",
                    allowableValues = {"<5", "*"})
            String hidden) {}
}
