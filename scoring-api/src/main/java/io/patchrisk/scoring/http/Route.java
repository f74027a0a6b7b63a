// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.scoring.http;

import io.vertx.core.Future;

/** What answers one operation. It may throw a {@link io.patchrisk.scoring.desk.ProblemException} before it asks the desk. */
interface Route {

    Future<Answer> answer(Asked asked);
}
