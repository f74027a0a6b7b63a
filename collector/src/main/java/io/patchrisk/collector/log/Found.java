// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import io.patchrisk.model.fact.LogFact;

/**
 * A fact and where in the log it stands.
 *
 * @param fact the fact
 * @param firstLine number of its first line among those read, from 1
 * @param lastLine number of its last line
 */
public record Found(LogFact fact, long firstLine, long lastLine) {}
