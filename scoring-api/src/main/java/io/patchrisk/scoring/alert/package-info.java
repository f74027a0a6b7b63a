// SPDX-License-Identifier: Apache-2.0
/** Alerts that must not wait for a scrape: what stands is told to Alertmanager until it ends. */
@NullMarked
package io.patchrisk.scoring.alert;

import org.jspecify.annotations.NullMarked;
