// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.assess;

import io.patchrisk.model.judge.Arms;
import io.patchrisk.model.policy.Evidence;
import io.patchrisk.model.policy.Verdict;

/**
 * One look at a cohort: what was found and what it asks for, before people and earlier looks have their say.
 *
 * @param evidence what was found
 * @param arms the hosts that were compared, with their windows
 * @param verdict what it asks for
 */
public record Assessment(Evidence evidence, Arms arms, Verdict verdict) {}
