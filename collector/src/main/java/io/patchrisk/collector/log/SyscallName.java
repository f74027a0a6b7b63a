// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The names under which one function is known: architectures and releases put their own wrappers around a system call.
 *
 * @param shortest the name without any wrapper
 * @param longer the names with them
 */
record SyscallName(String shortest, List<String> longer) {

    /** Wrappers of which the system call's own name keeps its {@code sys_}. */
    private static final List<String> ARCHITECTURES = List.of(
            "__x64_",
            "__ia32_compat_",
            "__ia32_",
            "__arm64_compat_",
            "__arm64_",
            "__s390x_",
            "__s390_",
            "__powerpc_",
            "__riscv_",
            "__x32_compat_");

    /** Wrappers that the macros of a system call make: name with {@code sys_} and name without. */
    private static final List<String> MACROS = List.of(
            "__se_compat_sys_",
            "__do_compat_sys_",
            "__se_sys_",
            "__do_sys_",
            "compat_SyS_",
            "compat_SYSC_",
            "C_SYSC_",
            "SyS_",
            "SYSC_");

    static SyscallName of(String function) {
        for (String wrapper : ARCHITECTURES) {
            if (function.startsWith(wrapper + "sys_")) {
                return new SyscallName(function.substring(wrapper.length()), List.of(function));
            }
        }
        for (String wrapper : MACROS) {
            if (function.startsWith(wrapper) && function.length() > wrapper.length()) {
                String bare = function.substring(wrapper.length());
                List<String> longer = new ArrayList<>(List.of(function));
                if (wrapper.contains("_sys_")) {
                    longer.add("sys_" + bare);
                }
                return new SyscallName(bare, longer);
            }
        }
        return family(function);
    }

    /** Some functions are one whatever variant was called. */
    private static SyscallName family(String function) {
        for (String family : List.of("smp_call_function", "synchronize_rcu")) {
            if (function.startsWith(family) && !function.equals(family)) {
                return new SyscallName(family, List.of(function));
            }
        }
        boolean grace = function.equals("synchronize_sched")
                || function.equals("synchronize_net")
                || function.startsWith("synchronize_srcu");
        return grace ? new SyscallName("synchronize_rcu", List.of(function)) : new SyscallName(function, List.of());
    }
}
