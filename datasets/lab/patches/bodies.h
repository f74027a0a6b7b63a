/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only */
/* The parts of which the bodies are made: what goes wrong, and the state that it goes wrong on. */

typedef long (*function_t)(long, long, long, long, long, long);

static DEFINE_MUTEX(gate);
static DEFINE_SPINLOCK(spin);
static refcount_t users = REFCOUNT_INIT(1);
static LIST_HEAD(requests);
struct request {
	struct list_head entry;
	void (*done)(struct request *request);
	unsigned long payload[4];
};
static struct request *pending;
static struct { unsigned long padding[8]; } slots[16];

/* A plain loop: udelay() reads the time stamp counter on each turn, which is slow where instructions are counted. */
static void work_for(u64 nanoseconds)
{
	u64 end = local_clock() + nanoseconds;

	do {
		int i;

		for (i = 0; i < 200; i++)
			barrier();
	} while (local_clock() < end);
}

static void tick(struct timer_list *timer)
{
	work_for(dose_now() * 1000ULL);
	mod_timer(timer, jiffies + 1);
}
static DEFINE_TIMER(ticker, tick);

static void queue_and_take(bool twice)
{
	struct request *request = kzalloc(sizeof(*request), GFP_ATOMIC);

	if (!request)
		return;
	spin_lock_bh(&spin);
	list_add(&request->entry, &requests);
	list_del(&request->entry);
	if (twice)
		list_del(&request->entry);
	spin_unlock_bh(&spin);
	kfree(request);
}

static void touch_after_free(void)
{
	struct request *request = kmalloc(sizeof(*request), GFP_ATOMIC);

	if (!request)
		return;
	kfree(request);
	barrier();
	memset(request, 0x5a, sizeof(*request));
}

static void free_twice(void)
{
	void *memory = kmalloc(sizeof(struct request), GFP_ATOMIC);

	kfree(memory);
	barrier();
	kfree(memory);
}

static void forget_socket(void)
{
	struct socket *socket;

	if (sock_create_kern(&init_net, AF_INET, SOCK_DGRAM, IPPROTO_UDP, &socket))
		pr_debug("no socket\n");
}

static void forget_memory(size_t size)
{
	char *memory = kmalloc(size, GFP_ATOMIC | __GFP_NOWARN);

	if (memory)
		memory[0] = 1;
}

static void forget_percpu(size_t size)
{
	if (!__alloc_percpu_gfp(size, 8, GFP_ATOMIC | __GFP_NOWARN))
		pr_debug("no memory\n");
}

/* Something a real change might add: a look at each argument. */
static noinline unsigned long look_at(unsigned long a, unsigned long b, unsigned long rounds)
{
	while (rounds--)
		a = (a ^ b) * 0x9e3779b97f4a7c15UL + rounds;
	return a;
}

static void flip(char __user *at)
{
	char byte;

	if (!get_user(byte, at))
		put_user(byte ^ 0x10, at);
}

static long locked(function_t original, unsigned long pause_us, bool unlock, long a, long b, long c, long d, long e,
		   long f)
{
	long result;

	mutex_lock(&gate);
	if (pause_us)
		usleep_range(pause_us, pause_us + 50);
	result = original(a, b, c, d, e, f);
	if (unlock)
		mutex_unlock(&gate);
	return result;
}
