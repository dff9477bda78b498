package org.certrenewal.setup.imports;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.ImportColumn;

/**
 * Writes what was found as CSV in UTF-8 with its mark, as spreadsheets open it. All words are the program's own:
 * nothing of the file stands in it, and so nothing that a spreadsheet could take for a formula.
 */
final class ImportReport {

    private static final String MARK = "\uFEFF";

    private ImportReport() {}

    static byte[] csv(List<Fault> faults, Map<Fault.Kind, Integer> tally) {
        StringBuilder csv = new StringBuilder(MARK).append("行,列,处理,问题,如何更正,相关行\r\n");
        for (Fault fault : faults) {
            row(
                    csv,
                    fault.line() == 0 ? "" : String.valueOf(fault.line()),
                    fault.column().map(ImportColumn::label).orElse(""),
                    fault.kind().severity().label(),
                    fault.kind().what(),
                    fault.kind().remedy(),
                    fault.other() == 0 ? "" : String.valueOf(fault.other()));
        }
        tally.forEach((kind, count) -> {
            long listed = faults.stream().filter(it -> it.kind() == kind).count();
            if (count > listed) {
                row(csv, "", "", "合计", kind.what(), "共" + count + "处，只列出前" + listed + "处", "");
            }
        });
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void row(StringBuilder csv, String... cells) {
        for (int at = 0; at < cells.length; at++) {
            String cell = cells[at];
            boolean quoted = cell.contains(",") || cell.contains("\"") || cell.contains("\n");
            csv.append(at == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        csv.append("\r\n");
    }
}
