// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is kept, where and for how long.
 *
 * @param path the file of the embedded store
 * @param diskBudget bytes that facts may take
 * @param keepReadings how long readings of signals are kept
 * @param keepKernelLogs how long kernel log lines and events are kept
 */
public record StoreConfig(Path path, long diskBudget, Duration keepReadings, Duration keepKernelLogs) {}
