/* SPDX-License-Identifier: Apache-2.0 */
/*
 * until_uptime SECONDS [poweroff]: waits until the host has been up so long; then ends, or switches the host off by
 * itself, without a child that someone would have to wait for: a patch may have locked up wait4().
 */
#include <stdlib.h>
#include <sys/reboot.h>
#include <time.h>

int main(int count, char **words)
{
	double at = count > 1 ? atof(words[1]) : 0;
	struct timespec until = { .tv_sec = (time_t)at, .tv_nsec = (long)((at - (time_t)at) * 1e9) };

	if (clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &until, NULL))
		return 1;
	return count > 2 ? reboot(RB_POWER_OFF) : 0;
}
