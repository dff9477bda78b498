package org.certrenewal.setup;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import org.certrenewal.Command;
import org.certrenewal.access.SealNaming;
import org.certrenewal.access.SealRefused;
import org.certrenewal.documents.seal.SealRegister.Named;
import org.certrenewal.documents.seal.Seals;
import org.certrenewal.documents.seal.TrustList;
import org.springframework.context.ApplicationContext;

/**
 * Proposes the keys and seals of the settings for the register, when keys change:
 *
 * <pre>
 * java -jar certificate-renewal.jar --renewal.seals.propose --renewal.seals.keystore=new.p12 …
 * </pre>
 *
 * <p>They have been tried by then. An administrator confirms them at {@code /admin/seals}; then the nodes are restarted
 * with the new settings, one after another.
 */
final class SealsProposeCommand implements Command {

    @Override
    public String option() {
        return "--renewal.seals.propose";
    }

    /**
     * Proposes what the register doesn't name yet, and prints it.
     *
     * @return 0
     */
    @Override
    public int run(ApplicationContext context, PrintStream out) {
        TrustList present = context.getBean(Seals.class).trust();
        SealNaming naming = context.getBean(SealNaming.class);
        Instant now = context.getBean(Clock.class).instant();
        for (TrustList.Entry entry : present.seals()) {
            String what = entry.purpose().code() + " " + entry.authority() + " "
                    + entry.certificate().getSubjectX500Principal().getName();
            try {
                naming.propose(Named.proposed(
                        entry.purpose(),
                        entry.authority(),
                        present.chainOf(entry.certificate()),
                        entry.electronicSeal(),
                        now,
                        entry.to(),
                        SealNaming.SERVER,
                        now));
                out.println("PROPOSED " + what);
            } catch (SealRefused known) {
                out.println("KNOWN " + what);
            }
        }
        return 0;
    }
}
