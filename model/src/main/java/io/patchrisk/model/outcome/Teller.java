// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.outcome;

/** Who tells an outcome. */
public enum Teller {
    PERSON,
    TOOL
}
