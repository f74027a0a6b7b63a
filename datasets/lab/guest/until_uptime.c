/* SPDX-License-Identifier: Apache-2.0 */
/* until_uptime SECONDS: returns when the host has been up so long, at once when it already has. */
#include <stdlib.h>
#include <time.h>

int main(int count, char **words)
{
	double at = count > 1 ? atof(words[1]) : 0;
	struct timespec until = { .tv_sec = (time_t)at, .tv_nsec = (long)((at - (time_t)at) * 1e9) };

	return clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &until, NULL) != 0;
}
