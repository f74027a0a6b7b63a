// SPDX-License-Identifier: Apache-2.0
/** Syslog: kernel messages that a syslog daemon forwards, by UDP or TCP, as RFC 5424 or RFC 3164. */
@NullMarked
package io.patchrisk.collector.syslog;

import org.jspecify.annotations.NullMarked;
