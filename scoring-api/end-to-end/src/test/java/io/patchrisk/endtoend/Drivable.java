// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.endtoend;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test where there is no browser, or no Node.js that drives it. */
final class Drivable implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        if (!Files.isExecutable(Chromium.PROGRAM)) {
            return ConditionEvaluationResult.disabled("Chromium is not installed: the console was not looked at");
        }
        if (!Files.isExecutable(Chromium.NODE)) {
            return ConditionEvaluationResult.disabled("Node.js is not installed: the console was not looked at");
        }
        return ConditionEvaluationResult.enabled("there is a browser");
    }
}
