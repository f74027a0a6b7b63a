// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.model.fact;

/** What a movement of a signal may be taken for. */
public enum Role {
    /** Users or the kernel suffer: errors, latency, retransmits, leaking memory. May carry a verdict. */
    SYMPTOM,
    /** Something is used more: CPU, interrupts, memory in general. Needs corroboration. */
    RESOURCE,
    /** How much work was done: it tells exposure, and falls when a host stalls. */
    WORK,
    /** What a patch cannot cause and what explains others: stolen CPU, hardware errors. */
    CONFOUNDER
}
