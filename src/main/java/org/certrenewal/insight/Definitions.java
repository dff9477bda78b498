package org.certrenewal.insight;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.certrenewal.insight.Figure.Words;
import org.certrenewal.insight.Vocabulary.Word;
import org.springframework.stereotype.Component;

/** Says what there is to choose from on every screen, and what each figure means. */
@Component
class Definitions {

    private final Vocabulary words;
    private final Clock clock;

    Definitions(Vocabulary words, Clock clock) {
        this.words = words;
        this.clock = clock;
    }

    record View(
            LocalDate today,
            List<Words> figures,
            List<Words> stages,
            List<Word> offices,
            List<Word> trades,
            List<Word> outcomes,
            List<Word> roles,
            List<Word> fields,
            List<Word> grounds,
            List<Word> clocks,
            List<String> sorts) {}

    View view() {
        return new View(
                LocalDate.now(clock),
                Arrays.stream(Figure.values()).map(Figure::words).toList(),
                Arrays.stream(Stage.values()).map(Stage::words).toList(),
                words.offices(),
                words.trades(),
                words.outcomes(),
                Vocabulary.roles(),
                Vocabulary.fields(),
                Vocabulary.grounds(),
                Vocabulary.clocks(),
                Parameters.SORTS);
    }
}
