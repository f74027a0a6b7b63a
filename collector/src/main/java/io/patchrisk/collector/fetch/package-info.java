// SPDX-License-Identifier: Apache-2.0
/** One HTTP exchange with a server that is not trusted: bounded in time and in size, its outcome a value. */
@NullMarked
package io.patchrisk.collector.fetch;

import org.jspecify.annotations.NullMarked;
