// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/** Which way a signal moves when a host gets worse. */
public enum Direction {
    UP,
    DOWN,
    BOTH
}
