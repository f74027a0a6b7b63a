// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host observed before and after a change, as recorded.
 *
 * @param id name of its folder
 * @param meta what was run
 * @param scrapes what node_exporter answered, in order of time
 * @param datagrams what netconsole sent, in order of arrival
 * @param livepatch what sysfs showed, in order of time
 * @param crashLog kernel log saved by a crash dump; null when there was none
 */
public record Capture(
        String id,
        CaptureMeta meta,
        List<Scrape> scrapes,
        List<Datagram> datagrams,
        List<LivepatchState> livepatch,
        @Nullable String crashLog) {

    public Capture {
        scrapes = List.copyOf(scrapes);
        datagrams = List.copyOf(datagrams);
        livepatch = List.copyOf(livepatch);
    }
}
