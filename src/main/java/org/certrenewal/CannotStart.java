package org.certrenewal;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.ExitCodeGenerator;

/** Says to the operator why the program can't start, and what to do. */
public class CannotStart extends RuntimeException implements ExitCodeGenerator {
    private static final long serialVersionUID = 1L;

    private final String remedy;
    private final transient List<CannotStart> all;

    /** Takes both sentences in Chinese, as the log shows them. */
    public CannotStart(String reason, String remedy) {
        this(reason, remedy, null);
    }

    public CannotStart(String reason, String remedy, Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
        this.all = List.of(this);
    }

    private CannotStart(List<CannotStart> all) {
        super(all.stream().map(Throwable::getMessage).collect(Collectors.joining("；")));
        this.remedy = all.stream().map(CannotStart::remedy).collect(Collectors.joining("；"));
        this.all = all;
    }

    /** Makes one of several. */
    public static CannotStart of(List<CannotStart> reasons) {
        return reasons.size() == 1 ? reasons.get(0) : new CannotStart(List.copyOf(reasons));
    }

    public String remedy() {
        return remedy;
    }

    /** Returns the reasons one by one. */
    public List<CannotStart> all() {
        return all;
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
