// SPDX-License-Identifier: Apache-2.0
/** Hard rules and the policy that turn findings and risk into a decision. */
@NullMarked
package io.patchrisk.model.policy;

import org.jspecify.annotations.NullMarked;
