/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens on a host besides a patch:
 *
 *   disturb neighbour PERCENT SECONDS    takes so much of the CPU, with system calls in between
 *   disturb backup SECONDS               reads every file of /data over and over and writes copies, unsynced
 *   disturb pressure MIB SECONDS         holds and touches memory
 *   disturb clock-step SECONDS           steps the wall clock
 *   disturb clock-drift PPM              makes the wall clock run fast or slow
 *   disturb hold SECONDS                 a parent that waits in vfork() for its child, which no signal wakes
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

static double uptime(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec + now.tv_nsec * 1e-9;
}

static void neighbour(int percent, double seconds)
{
	const double turn = .02;

	for (double until = uptime() + seconds; uptime() < until;) {
		double busy_until = uptime() + turn * percent / 100;
		struct stat status;

		while (uptime() < busy_until)
			for (volatile int i = 0; i < 20000; i++)
				;
		if (stat("/data", &status))
			perror("/data");
		usleep((useconds_t)(turn * (100 - percent) * 1e4));
	}
}

static void copy(const char *from)
{
	static char block[65536];
	int source = open(from, O_RDONLY), target = open("/data/backup", O_CREAT | O_WRONLY | O_TRUNC, 0600);
	ssize_t length;

	if (source < 0 || target < 0)
		return;
	posix_fadvise(source, 0, 0, POSIX_FADV_DONTNEED);
	while ((length = read(source, block, sizeof(block))) > 0)
		if (write(target, block, length) != length)
			break;
	close(source);
	close(target);
}

static void backup(double seconds)
{
	for (double until = uptime() + seconds; uptime() < until;) {
		DIR *folder = opendir("/data");
		struct dirent *entry;
		char path[300];

		while (folder && (entry = readdir(folder)) && uptime() < until) {
			if (strncmp(entry->d_name, "journal", 7))
				continue;
			snprintf(path, sizeof(path), "/data/%s", entry->d_name);
			copy(path);
		}
		if (folder)
			closedir(folder);
		usleep(200000);
	}
	unlink("/data/backup");
}

static void pressure(size_t mib, double seconds)
{
	size_t bytes = mib << 20;
	char *memory = malloc(bytes);

	for (double until = uptime() + seconds; memory && uptime() < until; usleep(500000))
		for (size_t i = 0; i < bytes; i += 4096)
			memory[i]++;
	free(memory);
}

static int step_clock(double seconds)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	now.tv_sec += (time_t)seconds;
	return clock_settime(CLOCK_REALTIME, &now);
}

static int drift_clock(long ppm)
{
	/* The tick is in microseconds of a hundredth of a second, so one is 100 ppm; adjtimex(2). */
	struct timex change = { .modes = ADJ_TICK, .tick = 10000 + ppm / 100 };

	return adjtimex(&change) < 0;
}

static void hold(unsigned int seconds)
{
	pid_t child;

	prctl(PR_SET_NAME, "app-launcher");
	child = vfork();
	if (child == 0) {
		sleep(seconds);
		_exit(0);
	}
}

int main(int count, char **words)
{
	const char *what = count > 2 ? words[1] : "";
	double first = count > 2 ? atof(words[2]) : 0, second = count > 3 ? atof(words[3]) : 0;

	prctl(PR_SET_NAME, "batch");
	if (!strcmp(what, "neighbour"))
		neighbour((int)first, second);
	else if (!strcmp(what, "backup"))
		backup(first);
	else if (!strcmp(what, "pressure"))
		pressure((size_t)first, second);
	else if (!strcmp(what, "clock-step"))
		return step_clock(first);
	else if (!strcmp(what, "clock-drift"))
		return drift_clock((long)first);
	else if (!strcmp(what, "hold"))
		hold((unsigned int)first);
	else
		return 2;
	return 0;
}
