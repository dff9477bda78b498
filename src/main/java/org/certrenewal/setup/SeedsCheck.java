package org.certrenewal.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.certrenewal.CannotStart;
import org.certrenewal.StartCheck;
import org.certrenewal.law.adapters.LawFiles;
import org.certrenewal.law.adapters.LetterGroundFiles;
import org.certrenewal.notices.outside.MessageTexts;
import org.certrenewal.privacy.PrivacyNotices;
import org.certrenewal.registry.adapters.ReferenceFiles;
import org.certrenewal.seeds.SeedException;
import org.certrenewal.seeds.SeedFolder;

/**
 * Reads the files of an operator's folder, so that all that are wrong are named; those packaged are proven by tests.
 */
final class SeedsCheck implements StartCheck {

    private static final List<Consumer<SeedFolder>> READERS = List.of(
            LawFiles::read,
            LetterGroundFiles::read,
            ReferenceFiles::places,
            ReferenceFiles::offices,
            ReferenceFiles::trades,
            ReferenceFiles::services,
            ReferenceFiles::undertakings,
            PrivacyNotices::read,
            MessageTexts::read);

    @Override
    public String subject() {
        return "规则和机构的文件";
    }

    @Override
    public List<CannotStart> reasons(Start start) {
        String folder = start.setting("renewal.seeds");
        if (folder.isEmpty()) {
            return List.of();
        }
        List<CannotStart> reasons = new ArrayList<>();
        try {
            SeedFolder seeds = ReferenceConfiguration.folder(folder);
            READERS.forEach(reader -> read(reader, seeds, reasons));
        } catch (CannotStart reason) {
            reasons.add(reason);
        }
        return reasons;
    }

    private static void read(Consumer<SeedFolder> reader, SeedFolder seeds, List<CannotStart> reasons) {
        try {
            reader.accept(seeds);
        } catch (SeedException wrong) {
            reasons.add(StartFailures.seed(wrong));
        } catch (IllegalArgumentException wrong) {
            reasons.add(new CannotStart("数据文件有误：" + wrong.getMessage(), "改正该文件后重新启动", wrong));
        }
    }
}
