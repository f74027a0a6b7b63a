// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A crash that was found on a disk. Its log is read only when it is asked for.
 *
 * @param evidence what is there
 * @param within names of the directories between the folder that was searched and the crash, outermost first
 * @param log where the log lies; null when only a dump could tell it
 * @param dump a dump that is whole; null when there is none
 */
public record FoundCrash(
        CrashEvidence evidence,
        List<String> within,
        @Nullable LogPlace log,
        @Nullable Path dump) {

    /** Who wrote it puts the host, by name or address, before the time when it is saved for several hosts. */
    private static final Pattern HOST_IN_NAME =
            Pattern.compile("(.{1,253})-(?:\\d{4}-\\d{2}-\\d{2}-\\d{2}[-:]\\d{2}(?:[-:]\\d{2})?|\\d{12})");

    private static final Set<String> NOBODY = Set.of("127.0.0.1", "::1", "localhost", "vmcore-127.0.0.1");

    public FoundCrash {
        within = List.copyOf(within);
    }

    /** Names by which the host that crashed may be known, the likeliest first; empty when nothing names it. */
    public List<String> hostNames() {
        List<String> names = new ArrayList<>();
        Matcher named = HOST_IN_NAME.matcher(evidence.name());
        if (named.matches()) {
            names.add(named.group(1));
        }
        for (int i = within.size() - 1; i >= 0; i--) {
            if (!within.get(i).equals(evidence.name())) {
                names.add(within.get(i));
            }
        }
        DumpHeader header = evidence.dump();
        if (header != null && header.node() != null) {
            names.add(header.node());
        }
        names.removeAll(NOBODY);
        return names;
    }

    /** Where the log of a crash is read from. */
    public sealed interface LogPlace {

        /** Reads it. */
        CrashLog read() throws IOException;
    }

    /** A log in a file of its own. */
    record LogFile(Path path) implements LogPlace {
        @Override
        public CrashLog read() throws IOException {
            byte[] newest = SmallFile.tail(path, CrashLog.LONGEST + 1);
            return CrashText.newest(path.getFileName().toString(), newest, false);
        }
    }

    /** A log in pieces. */
    record Pieces(List<Path> records) implements LogPlace {
        Pieces {
            records = List.copyOf(records);
        }

        @Override
        public CrashLog read() throws IOException {
            return new PstoreDump(PstoreFolder.records(records)).log();
        }
    }
}
