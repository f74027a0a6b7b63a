// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.crash;

import io.patchrisk.model.fact.HostId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder of this machine in which crashes of hosts arrive, such as what kdump writes over NFS or ssh.
 *
 * @param path the folder
 * @param host whose crashes lie there; null where directories below it, or their names, name the hosts
 */
public record WatchedFolder(Path path, @Nullable HostId host) {}
