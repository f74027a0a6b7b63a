// SPDX-License-Identifier: Apache-2.0
package io.patchrisk.collector.log;

import java.util.regex.Pattern;

/**
 * Functions that stand in many stacks and are to blame in none. Each group is there because its functions run on behalf
 * of whoever called them (a check that fails, a lock, a copy) or because they only lead to whoever is called.
 */
final class Plumbing {

    /** What reports, or catches a fault: always on top of a stack, never its cause. */
    private static final String REPORTING =
            "dump_stack|show_stack|show_trace|dump_trace|dump_backtrace|print_|__warn|warn_|report_bug|handle_bug"
                    + "|fixup_bug|panic$|oops_|die$|__die|no_context|__?bad_area|do_page_fault|__do_page_fault|page_fault|do_user_addr_fault"
                    + "|exc_|asm_exc_|asm_|do_trap|do_error_trap|do_invalid_op|invalid_op|general_protection|error_entry|do_general_protection"
                    + "|bug_handler|brk_handler|call_break_hook|do_debug_exception|el1_|el1h_|__el1|do_mem_abort|do_translation_fault|do_kernel_fault"
                    + "|die_kernel_fault|do_undefinstr|__und_|__dabt_|debug_|__debug_|kasan_|__kasan|check_memory_region|__asan|memory_is_"
                    + "|kmsan_|__msan|kcsan_|__tsan|ubsan_|__ubsan|handle_overflow|val_to_string|kfence_|__kfence|end_report|object_err|slab_err"
                    + "|usercopy_abort|__check_object_size|__check_heap_object|check_preemption_disabled|debug_smp_processor_id|lockdep_|trace_"
                    + "|unwind_|walk_stackframe|arch_stack_walk|stack_trace_|save_stack|set_track|nmi_|watchdog|skb_panic|skb_over_panic|skb_under_panic|skb_put|skb_push|__x86_indirect|__sanitizer|kobject_|irq_work|rcu_dump|print_cpu_stall|check_cpu_stall|sched_show|dump_cpu";

    /** Copies, strings, lists, counters. */
    private static final String BASICS =
            "mem(?:cpy|set|move|cmp|chr|scan)|__mem(?:cpy|set|move)|str(?:n|l|r|c|s|p)?(?:len|cpy|cmp|chr|cat|str|spn|brk|casecmp|scpy)\\b|_?_?copy_(?:to|from|in)_|_copy_|copy_user|__get_user|__put_user"
                    + "|copyin|copyout|__list_|list_|hlist_|__?rb_|rb_|refcount_|__refcount|kref_|atomic_|atomic64_|arch_atomic|instrument_|test_bit|_?find_(?:next|first)_|__read_once"
                    + "|__write_once|vsnprintf|vsprintf|snprintf|sprintf|printk|_printk|vprintk|fortify_";

    private static final String MEMORY =
            "__?kmalloc|kmalloc|kzalloc|kcalloc|kfree|__kfree|kmem_cache_|___?cache_free|slab_|___slab_|__slab_|new_slab|allocate_slab|do_slab_free"
                    + "|kvmalloc|kvfree|vmalloc|__vmalloc|vfree|alloc_pages|__alloc_pages|get_page_from_freelist|__get_free_pages|free_pages|__free_pages|free_unref"
                    + "|free_pcp|prep_new_page|post_alloc_hook|qlist_|quarantine_|krealloc|__do_kmalloc|do_kmalloc|__do_krealloc|kmemdup|kstrdup|bad_page|free_page_is_bad|check_new_page|rmqueue";

    /** Locks, waiting and the scheduler. */
    private static final String WAITING =
            "_raw_|__raw_|raw_spin|do_raw_|spin_|__spin|queued_|native_queued|pv_queued|__pv_|rspin|mutex_|__mutex|_mutex|ww_mutex|rwsem_|__?down|down_|up_|up$"
                    + "|rt_mutex|rtlock|percpu_down|percpu_rwsem|__percpu|lock_acquire|lock_release|__lock_|lock_is_held|lock_sock_nested|check_noncircular|check_prev|validate_chain|mark_|mark_lock|register_lock|assign_lock"
                    + "|print_circular|__schedule|schedule|io_schedule|preempt_|__might|___might|might_|__cant_|usleep|msleep|do_nanosleep|hrtimer_nanosleep|wait_for_|wait_on_|__wait|do_wait_for"
                    + "|out_of_line_wait|bit_wait|completion|__down|rcu_read|__rcu_read|rcu_lock|context_switch|__switch_to|switch_to|finish_task_switch|rwbase|osq_|cpu_relax|local_bh|__local_bh|lock_page|__lock_page|folio_wait|_find_|cond_resched|__cond_resched";

    /** What leads from user space, an interrupt or a thread to the code that does the work. */
    private static final String DISPATCH =
            "entry_|do_syscall|__do_syscall|do_fast_syscall|__do_fast|do_int80|do_SYSENTER|do_compat_syscall|syscall_|system_call|ret_from_|ret_fast|ret_to_user|el0_|el0t_|invoke_syscall|__invoke_syscall|__sys_trace"
                    + "|__x64_sys_|__ia32_|__arm64_|__se_sys_|__do_sys_|ksys_|__sys_|___sys_|compat_|SyS_|SYSC_|sys_|vfs_(?:read|write|ioctl|fsync|writev|readv|iter)|new_sync_(?:read|write)|do_iter_|do_loop_readv|call_(?:read|write)_iter|__vfs_"
                    + "|sock_(?:sendmsg|recvmsg|write_iter|read_iter|ioctl|do_ioctl|sendmsg_nosec)|__sock_|____sys_|do_vfs_ioctl|do_sys_|do_filp_open|path_openat|do_dentry_open"
                    + "|process_one_work|worker_thread|kthread|smpboot_thread|run_ksoftirqd|do_softirq|__do_softirq|handle_softirqs|softirq_handle|irq_exit|__irq_exit|invoke_softirq|run_timer|call_timer_fn|expire_timers|__run_timers"
                    + "|hrtimer_interrupt|__hrtimer_run|__run_hrtimer|smp_apic|sysvec_|apic_timer|common_interrupt|handle_irq|generic_handle|do_IRQ|start_secondary|cpu_startup|do_idle|cpuidle|start_kernel|x86_64_start|secondary_startup"
                    + "|task_work_run|exit_to_user|__fput|____fput|do_exit|do_group_exit|get_signal|do_signal|arch_do_signal|net_rx_action|__napi_poll|napi_poll|process_backlog|handle_mm_fault|__handle_mm_fault|rcu_do_batch|rcu_core";

    private static final Pattern NEVER_GUILTY =
            Pattern.compile("(?:" + REPORTING + "|" + BASICS + "|" + MEMORY + "|" + WAITING + ").*");
    private static final Pattern DISPATCHING = Pattern.compile("(?:" + DISPATCH + ").*");

    /** Entry of the interrupt that noticed a stall: what lies below it is what the CPU was doing. */
    private static final Pattern TIMER_INTERRUPT = Pattern.compile(
            "(?:asm_)?(?:sysvec_)?apic_timer_interrupt|asm_sysvec_\\w+|smp_apic_timer_interrupt|el1_irq|el1h_64_irq|__irq_svc|ret_from_exception|ret_from_intr|asm_common_interrupt");

    private Plumbing() {}

    /** Whether a function only works for its caller. */
    static boolean neverGuilty(String function) {
        return NEVER_GUILTY.matcher(function).matches();
    }

    /** Whether a function only leads to the one above it. */
    static boolean dispatches(String function) {
        return DISPATCHING.matcher(function).matches();
    }

    static boolean timerInterrupt(String function) {
        return TIMER_INTERRUPT.matcher(function).matches();
    }
}
