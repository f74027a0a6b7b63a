// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

import io.patchrisk.model.fact.HostId;
import java.time.Instant;

/** A tool says: this host was patched at that time. */
public record PatchedReport(HostId host, Instant at) {}
