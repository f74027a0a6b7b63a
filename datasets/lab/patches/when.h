/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */
/* When a body runs: in which calls, in whose tasks, from when until when, and how much of it. */

static ulong dose;
module_param(dose, ulong, 0);
MODULE_PARM_DESC(dose, "how much: bytes, microseconds, or milliseconds, as the body has it");
static ulong every = 1;
module_param(every, ulong, 0);
MODULE_PARM_DESC(every, "the body runs in each n-th call");
static ulong gap_ms;
module_param(gap_ms, ulong, 0);
MODULE_PARM_DESC(gap_ms, "and at most once in so many milliseconds");
static ulong limit;
module_param(limit, ulong, 0);
MODULE_PARM_DESC(limit, "the body runs at most so many times; 0 is without limit");
static ulong start_after_ms, heal_after_ms, ramp_ms;
module_param(start_after_ms, ulong, 0);
module_param(heal_after_ms, ulong, 0);
module_param(ramp_ms, ulong, 0);
static char *only = "";
module_param(only, charp, 0);
MODULE_PARM_DESC(only, "the body runs only in tasks whose name begins so");

static atomic64_t calls, due_calls, runs;
static int show_counts(char *to, const struct kernel_param *parameter)
{
	return scnprintf(to, PAGE_SIZE, "%lld %lld\n", atomic64_read(&calls), atomic64_read(&runs));
}
static const struct kernel_param_ops counts_ops = { .get = show_counts };
module_param_cb(counts, &counts_ops, NULL, 0444);

static unsigned long loaded_at, ran_at;

static __always_inline unsigned long elapsed_ms(void)
{
	return jiffies_to_msecs(jiffies - loaded_at);
}

static __always_inline unsigned long dose_now(void)
{
	unsigned long elapsed = elapsed_ms();

	if (ramp_ms == 0 || elapsed >= ramp_ms)
		return dose;
	return dose * elapsed / ramp_ms;
}

/* Never init, whose death is a panic of its own, nor a kernel thread; in softirq the current task says nothing. */
static __always_inline bool may_hit(void)
{
	if (!in_task())
		return true;
	if (is_global_init(current) || (current->flags & PF_KTHREAD))
		return false;
	return strncmp(current->comm, only, strlen(only)) == 0;
}

static __always_inline bool is_due(void)
{
	unsigned long elapsed = elapsed_ms();

	atomic64_inc(&calls);
	if (!may_hit() || elapsed < start_after_ms || (heal_after_ms && elapsed >= heal_after_ms))
		return false;
	if (every > 1 && atomic64_inc_return(&due_calls) % every)
		return false;
	if (limit && atomic64_read(&runs) >= limit)
		return false;
	if (gap_ms && jiffies_to_msecs(jiffies - READ_ONCE(ran_at)) < gap_ms)
		return false;
	WRITE_ONCE(ran_at, jiffies);
	return true;
}
