// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import io.patchrisk.collector.capture.Capture;
import io.patchrisk.collector.capture.CaptureReader;
import io.patchrisk.collector.capture.Datagram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a recording itself says of its crash, read without the service: the truth that the console is held to.
 *
 * @param host the host it is played as
 * @param secondsAfter from the change to the first line that names a place in the patch's module
 * @param functions the patch's functions that such lines name
 */
record PlayedCrash(String host, double secondsAfter, Set<String> functions) {

    /** As in "RIP: 0010:name+0x24/0x90 [lp_x]" and in stack traces; a list of modules has no offsets. */
    private static final Pattern PLACE = Pattern.compile("([A-Za-z_][\\w.]*)\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[lp_");

    /** The demo ends so long after the change. */
    private static final double PLAYED_SECONDS = 86;

    static Path captures() {
        return Path.of(System.getProperty("patchrisk.home"), "datasets", "captures");
    }

    /** All recordings in which the patch itself shows in a kernel report while they are played, in order of name. */
    static List<PlayedCrash> all() throws IOException {
        List<PlayedCrash> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(captures())) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (CaptureReader.meta(folder).patch() != null) {
                    PlayedCrash crash = of(CaptureReader.read(folder));
                    if (crash != null) {
                        all.add(crash);
                    }
                }
            }
        }
        return all;
    }

    private static PlayedCrash of(Capture capture) {
        double first = Double.NaN;
        Set<String> functions = new LinkedHashSet<>();
        for (Datagram datagram : capture.datagrams()) {
            double after = datagram.at() - capture.meta().changeAt();
            Matcher place = PLACE.matcher(new String(datagram.bytes(), StandardCharsets.UTF_8));
            while (after < PLAYED_SECONDS && place.find()) {
                first = functions.isEmpty() ? after : first;
                functions.add(place.group(1));
            }
        }
        return functions.isEmpty() || first < 0 ? null : new PlayedCrash(capture.id(), first, functions);
    }
}
