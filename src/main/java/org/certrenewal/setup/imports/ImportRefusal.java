package org.certrenewal.setup.imports;

import java.util.List;
import org.certrenewal.registry.imports.Fault;
import org.certrenewal.registry.imports.ImportRun;
import org.certrenewal.registry.imports.ImportRun.State;

/** Ends an import whose file isn't read. */
record ImportRefusal(ImportTools tools, ImportRun run) {

    /** Writes down why; returns false, as nothing is left to do. */
    boolean because(Fault fault) {
        tools.transaction().executeWithoutResult(status -> {
            tools.runs().startOver(run.id());
            FaultBook only = new FaultBook(tools.runs(), run.id());
            only.add(List.of(fault));
            only.write();
            tools.runs().move(run.id(), run.state(), State.REFUSED);
            tools.runs().ended(run.id(), run.startedBy());
            tools.parts().drop(run.id());
            tools.tell(run.id(), "import-refused");
        });
        return false;
    }
}
