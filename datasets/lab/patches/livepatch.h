/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */
/*
 * One live-patch module of the lab: which functions it replaces and what its replacement does.
 *
 * A replacement runs one body and then the original, which it enters behind the call that ftrace redirects. So every
 * traced function with at most six integer arguments can be replaced with its behaviour unchanged, on any kernel,
 * and no kernel code is copied. A vendor's patch carries the whole new text instead; the way in (klp_enable_patch,
 * ftrace, consistency model, transition) is the same.
 *
 * Every module holds every body, and a variable picks one. So size, symbols and relocations tell nothing about it.
 * Bodies that sleep belong in functions whose row of targets.csv says "task".
 */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/ftrace.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/net.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/sched/task.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <net/net_namespace.h>

#include "when.h"
#include "bodies.h"

enum body {
	UNCHANGED,
	COST,
	NULL_DEREFERENCE,
	USE_AFTER_FREE,
	DOUBLE_FREE,
	WARN_SINGLE,
	WARN_FLOOD,
	LEAK_SLAB,
	LEAK_PERCPU,
	LEAK_SOCKET,
	LATENCY,
	SLOW_WAIT,
	LOCK_CONTENTION,
	LOCK_ACROSS,
	MISSING_UNLOCK,
	HUNG_TASK,
	SLEEP_IN_ATOMIC,
	LIST_CORRUPTION,
	REFCOUNT,
	RCU_STALL,
	SOFT_LOCKUP,
	SOFTIRQ_HOG,
	WRONG_ERROR,
	DROP,
	CORRUPTION,
	PANIC,
};

/* Not a constant, so that the compiler keeps every body. */
static int body = BODY;
module_param(body, int, 0);

/* What a replaced function is, as far as bodies need to know. */
struct target {
	int refusal;	/* what it returns where it fails, a negative errno */
	int skb;	/* index of the argument that is an sk_buff it owns, or -1 */
	int buffer;	/* index of the argument that is a user buffer, or -1 */
};

/* The original behind its ftrace site: endbr64 or what the kernel seals it with, where present, and one call. */
static __always_inline function_t original_of(const struct klp_func *function)
{
	const u8 *entry = function->old_func;

	if (*(const u32 *)entry == 0xfa1e0ff3 || *(const u32 *)entry == 0x001f0f66)
		entry += 4;
	return (function_t)(entry + MCOUNT_INSN_SIZE);
}

#define ORIGINAL original(a, b, c, d, e, f)

static __always_inline long patched_call(const struct klp_func *function, const struct target target, long a, long b,
					 long c, long d, long e, long f)
{
	const long arguments[] = { a, b, c, d, e, f };
	function_t original = original_of(function);
	long result;

#ifdef SHADOW
	unsigned long *shadow = klp_shadow_get_or_alloc(&slots[look_at(a, b, 1) % ARRAY_SIZE(slots)], 1,
							sizeof(*shadow), GFP_ATOMIC, NULL, NULL);

	if (shadow)
		WRITE_ONCE(*shadow, *shadow + 1);
#endif
	if (!is_due())
		return ORIGINAL;
	atomic64_inc(&runs);
	switch (READ_ONCE(body)) {
	case UNCHANGED:
		break;
	case COST:
		slots[0].padding[0] = look_at(a, b, dose_now());
		break;
	case NULL_DEREFERENCE:
		READ_ONCE(pending)->payload[0] = a;
		break;
	case USE_AFTER_FREE:
		touch_after_free();
		break;
	case DOUBLE_FREE:
		free_twice();
		break;
	case WARN_SINGLE:
		WARN_ON_ONCE(loaded_at);
		break;
	case WARN_FLOOD:
		WARN_ON(loaded_at);
		break;
	case LEAK_SLAB:
		forget_memory(dose_now());
		break;
	case LEAK_PERCPU:
		forget_percpu(dose_now());
		break;
	case LEAK_SOCKET:
		forget_socket();
		break;
	case LATENCY:
		work_for(dose_now() * 1000ULL);
		break;
	case SLOW_WAIT:
		usleep_range(dose_now(), dose_now() + 50);
		break;
	case LOCK_CONTENTION:
		return locked(original, dose_now(), true, a, b, c, d, e, f);
	case LOCK_ACROSS:
		return locked(original, 0, true, a, b, c, d, e, f);
	case MISSING_UNLOCK:
		return locked(original, 0, atomic64_read(&runs) != dose, a, b, c, d, e, f);
	case HUNG_TASK:
		msleep(dose_now());
		break;
	case SLEEP_IN_ATOMIC:
		spin_lock(&spin);
		msleep(2);
		spin_unlock(&spin);
		break;
	case LIST_CORRUPTION:
		queue_and_take(true);
		break;
	case REFCOUNT:
		if (refcount_dec_and_test(&users))
			pending = NULL;
		break;
	case RCU_STALL:
		rcu_read_lock();
		work_for(dose_now() * 1000000ULL);
		rcu_read_unlock();
		break;
	case SOFT_LOCKUP:
		preempt_disable();
		work_for(dose_now() * 1000000ULL);
		preempt_enable();
		break;
	case SOFTIRQ_HOG:
		if (!timer_pending(&ticker))
			mod_timer(&ticker, jiffies + 1);
		break;
	case WRONG_ERROR:
		return target.refusal;
	case DROP:
		if (target.skb < 0)
			break;
		kfree_skb((struct sk_buff *)arguments[target.skb]);
		return 0;
	case CORRUPTION:
		if (target.buffer < 0)
			break;
		flip((char __user *)arguments[target.buffer]);
		result = ORIGINAL;
		flip((char __user *)arguments[target.buffer]);
		return result;
	case PANIC:
		local_bh_disable();
		READ_ONCE(pending)->done(pending);
		local_bh_enable();
		break;
	}
	return ORIGINAL;
}

#define DECLARE_REPLACEMENT(name) static long klpp_##name(long a, long b, long c, long d, long e, long f)
#define PATCH(name) { .old_name = #name, .new_func = klpp_##name }
#define DEFINE_REPLACEMENT(name, function) \
	DECLARE_REPLACEMENT(name) { return original_of(function)(a, b, c, d, e, f); }
#define DEFINE_REPLACEMENT_WITH_BODY(name, function, ...) \
	DECLARE_REPLACEMENT(name) { return patched_call(function, (struct target)__VA_ARGS__, a, b, c, d, e, f); }

#ifdef CALLBACKS
/* Called for each object that is patched: the kernel itself, and modules. */
static void *scratch;
static unsigned int patched_objects;

static int before_patching(struct klp_object *object)
{
	if (!scratch)
		scratch = vzalloc(PAGE_SIZE);
	if (!scratch)
		return -ENOMEM;
	patched_objects++;
	return 0;
}

static void after_patching(struct klp_object *object)
{
	memset(scratch, 1, PAGE_SIZE);
}

static void before_unpatching(struct klp_object *object)
{
	memset(scratch, 0, PAGE_SIZE);
}

static void after_unpatching(struct klp_object *object)
{
	if (--patched_objects)
		return;
	vfree(scratch);
	scratch = NULL;
}
#define OBJECT_CALLBACKS .callbacks = { before_patching, after_patching, before_unpatching, after_unpatching },
#else
#define OBJECT_CALLBACKS
#endif

#ifdef SHAM
/* The same code, loaded as an ordinary module. */
#define LIVEPATCH(...) \
	static int __init start(void) { loaded_at = ran_at = jiffies; return (__VA_ARGS__)->mod == THIS_MODULE ? 0 : -EINVAL; }
#else
#define LIVEPATCH(patch) \
	static int __init start(void) { loaded_at = ran_at = jiffies; return klp_enable_patch(patch); }
#endif
#define LIVEPATCH_END \
	static void __exit finish(void) \
	{ \
		del_timer_sync(&ticker); \
		if (IS_ENABLED(CONFIG_LIVEPATCH)) \
			klp_shadow_free_all(1, NULL); \
	} \
	module_init(start); \
	module_exit(finish);

/* The licence under which a module may use what the kernel offers to GPL modules. */
MODULE_LICENSE("GPL");
#if !defined(SHAM) && !defined(UNMARKED)
MODULE_INFO(livepatch, "Y");
#endif
