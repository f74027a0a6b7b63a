// SPDX-License-Identifier: Apache-2.0
/** The HTTP face: routes from the OpenAPI document, requests checked and read, answers and problems written, the console's files. */
@NullMarked
package io.patchrisk.scoring.http;

import org.jspecify.annotations.NullMarked;
