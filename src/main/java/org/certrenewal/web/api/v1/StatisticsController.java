package org.certrenewal.web.api.v1;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.certrenewal.access.machines.ApiProblem;
import org.certrenewal.access.machines.ApiRefused;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells figures without persons. */
@RestController
@Tag(name = "statistics")
class StatisticsController {

    private static final String MONTH = "^20[0-9]{2}-(0[1-9]|1[0-2])$";
    private static final Set<String> NAMES = Set.of("from", "to", "office", "trade");

    private final Statistics statistics;

    StatisticsController(Statistics statistics) {
        this.statistics = statistics;
    }

    @Operation(
            operationId = "getStatistics",
            summary = "Statistics without persons",
            description = "By default the twelve months that end with the present one; sixty at most. The figures stand"
                    + " a few seconds behind.",
            parameters = {
                @Parameter(
                        name = "from",
                        in = ParameterIn.QUERY,
                        description = "First month",
                        schema = @Schema(type = "string", pattern = MONTH)),
                @Parameter(
                        name = "to",
                        in = ParameterIn.QUERY,
                        description = "Last month",
                        schema = @Schema(type = "string", pattern = MONTH)),
                @Parameter(
                        name = "office",
                        in = ParameterIn.QUERY,
                        description = "Code of an office",
                        schema = @Schema(type = "string", pattern = "^[0-9]{6}$")),
                @Parameter(
                        name = "trade",
                        in = ParameterIn.QUERY,
                        description = "Code of a trade",
                        schema = @Schema(type = "string", pattern = "^[0-9]{2}$"))
            })
    @GetMapping("/api/v1/statistics")
    Statistics.View statistics(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
            if (!NAMES.contains(parameter.getKey()) || parameter.getValue().size() != 1) {
                throw new ApiRefused(ApiProblem.BAD_REQUEST, null, "参数只有 from、to、office、trade，每个只能出现一次");
            }
        }
        return statistics.of(
                new Statistics.Asked(one(given, "from"), one(given, "to"), one(given, "office"), one(given, "trade")));
    }

    private static Optional<String> one(MultiValueMap<String, String> given, String name) {
        return Optional.ofNullable(given.getFirst(name));
    }
}
