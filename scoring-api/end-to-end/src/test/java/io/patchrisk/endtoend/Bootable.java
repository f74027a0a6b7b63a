// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test where there is no guest to boot, or nothing to boot it with. */
final class Bootable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        if (!Files.isExecutable(Guest.QEMU)) {
            return ConditionEvaluationResult.disabled("QEMU is not installed: no real kernel was booted");
        }
        if (!Files.exists(Guest.KERNEL.resolve("modules"))) {
            return ConditionEvaluationResult.disabled(
                    "the lab's guest is not built: no real kernel was booted; .ci/kernel builds it");
        }
        return ConditionEvaluationResult.enabled("there are guests to boot");
    }
}
