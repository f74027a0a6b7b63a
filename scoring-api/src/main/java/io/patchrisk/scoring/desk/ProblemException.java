// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.desk;

/** Carries a problem through a failed future; without a stack trace, because it is an expected outcome. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
