// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.change;

/**
 * A change of which it is known whether it broke something.
 *
 * @param set where it comes from; sets count alike
 * @param group what must not be split between training and test: a day, a series, an issue
 * @param cluster what is drawn as one when intervals are resampled
 * @param broke whether it broke something
 * @param evidence of it
 * @param role what it is good for
 */
public record LabelledChange(
        String set, String group, String cluster, boolean broke, ChangeEvidence evidence, Role role) {

    /** What a change is good for. */
    public enum Role {
        /** To learn from and to measure by. */
        FULL,
        /** To learn from only: a changed host of another case, alone. */
        LEARN,
        /** To measure by only: by its kind the fault cannot show in these metrics. */
        HIDDEN
    }
}
