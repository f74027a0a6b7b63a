// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import io.patchrisk.model.fact.HostId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folders of the service's own machine in which crashes of hosts arrive, such as what kdump writes over NFS or ssh. They
 * are only read.
 *
 * @param folders them
 * @param interval time between two searches
 */
public record CrashConfig(List<Folder> folders, Duration interval) {

    /**
     * One folder.
     *
     * @param path where
     * @param host whose crashes lie there; null where directories below it, or their names, name the hosts
     */
    public record Folder(Path path, @Nullable HostId host) {}

    public CrashConfig {
        folders = List.copyOf(folders);
    }
}
