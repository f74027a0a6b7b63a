/* SPDX-License-Identifier: Apache-2.0 */
/*
 * agent PORT --every SECONDS [--lose PERCENT] [--gap FROM TO] [--seed N]
 *
 * Scrapes the guest's node_exporter as a Prometheus server would and writes what it gets to PORT, in frames:
 * "KIND UPTIME DURATION_MS LENGTH\n", LENGTH bytes, "\n". Kinds: scrape (the HTTP answer), sysfs (the live-patch
 * state as files), host (what no exporter shows: counts of oopses and warnings, tasks that hold up a transition with
 * their stacks, the functions that ftrace redirects, kprobes). Before each scrape it refreshes the textfile metrics about live
 * patches that the collector reads on real hosts.
 *
 * Losing scrapes is a disturbance: a lost scrape is not made, as when the server is away.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LIVEPATCH "/sys/kernel/livepatch"
#define TEXTFILE "/run/textfile/kernel.prom"
#define MOST_BLOCKERS 8

struct text {
	size_t length;
	char bytes[1 << 20];
};

static struct text answer, sysfs, host, metrics;
static double every = 2, gap_from = -1, gap_to = -1;
static int lose_percent;
static unsigned int seed = 1;

static double uptime(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec + now.tv_nsec * 1e-9;
}

static void sleep_until(double at)
{
	struct timespec until = { .tv_sec = (time_t)at, .tv_nsec = (long)((at - (time_t)at) * 1e9) };

	clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &until, NULL);
}

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
	size_t room = sizeof(text->bytes) - text->length;
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(text->bytes + text->length, room, format, values);
	va_end(values);
	if (length > 0)
		text->length += (size_t)length < room ? (size_t)length : room - 1;
}

/* Reads a small file; the empty string when it cannot be read. */
static char *content(const char *path, char *to, size_t size)
{
	int file = open(path, O_RDONLY);
	ssize_t length = file < 0 ? 0 : read(file, to, size - 1);

	if (file >= 0)
		close(file);
	to[length > 0 ? length : 0] = 0;
	return to;
}

static void add_file(struct text *text, const char *path)
{
	int file = open(path, O_RDONLY);
	ssize_t length;

	if (file < 0)
		return;
	while (text->length + 1 < sizeof(text->bytes) &&
	       (length = read(file, text->bytes + text->length, sizeof(text->bytes) - 1 - text->length)) > 0)
		text->length += length;
	close(file);
}

static void scrape(void)
{
	static const char question[] = "GET /metrics HTTP/1.0\r\n\r\n";
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9100) };
	struct timeval patience = { .tv_sec = every < 10 ? (time_t)every : 10 };
	int connection = socket(AF_INET, SOCK_STREAM, 0);
	ssize_t length;

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	answer.length = 0;
	setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (connect(connection, (struct sockaddr *)&to, sizeof(to)) == 0 &&
	    send(connection, question, sizeof(question) - 1, MSG_NOSIGNAL) > 0)
		while ((length = recv(connection, answer.bytes + answer.length,
				      sizeof(answer.bytes) - answer.length, 0)) > 0)
			answer.length += length;
	close(connection);
}

/* One file or folder of a patch, as "path:content" or "path/name". */
static void list_patch(const char *patch)
{
	static const char *const switches[] = { "enabled", "transition" };
	char path[512], value[64];
	struct dirent *entry;
	DIR *folder;

	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), LIVEPATCH "/%s/%s", patch, switches[i]);
		add(&sysfs, "%s:%s", path, content(path, value, sizeof(value)));
		add(&metrics, "kernel_livepatch_%s{patch=\"%s\"} %d\n", switches[i], patch, atoi(value));
		if (i == 1 && atoi(value) == 1)
			add(&host, "transition %s\n", patch);
	}
	snprintf(path, sizeof(path), LIVEPATCH "/%s", patch);
	folder = opendir(path);
	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			add(&sysfs, "%s/%s\n", path, entry->d_name);
	if (folder)
		closedir(folder);
}

/* Counts tasks by /proc/PID/task/TID/patch_state (-1 no transition, 0 unpatched, 1 patched) and notes the late ones. */
static void count_tasks(long counts[3], int blockers)
{
	char path[600], value[4096];
	struct dirent *process, *task;
	DIR *processes = opendir("/proc"), *tasks;

	while (processes && (process = readdir(processes))) {
		if (!isdigit(process->d_name[0]))
			continue;
		snprintf(path, sizeof(path), "/proc/%s/task", process->d_name);
		tasks = opendir(path);
		while (tasks && (task = readdir(tasks))) {
			int state;

			if (task->d_name[0] == '.')
				continue;
			snprintf(path, sizeof(path), "/proc/%.20s/task/%.20s/patch_state", process->d_name, task->d_name);
			if (!*content(path, value, sizeof(value)))
				continue;
			state = atoi(value);
			counts[state < 0 ? 0 : state ? 2 : 1]++;
			if (state != 0 || blockers-- <= 0)
				continue;
			snprintf(path, sizeof(path), "/proc/%.20s/task/%.20s/comm", process->d_name, task->d_name);
			add(&host, "blocker %s", content(path, value, sizeof(value)));
			snprintf(path, sizeof(path), "/proc/%.20s/task/%.20s/stack", process->d_name, task->d_name);
			add(&host, "%s", content(path, value, sizeof(value)));
		}
		if (tasks)
			closedir(tasks);
	}
	if (processes)
		closedir(processes);
}

static void look_at_kernel(void)
{
	char value[64];
	long counts[3] = { 0 };
	struct dirent *entry;
	DIR *folder = opendir(LIVEPATCH);
	FILE *file;

	sysfs.length = host.length = metrics.length = 0;
	add(&sysfs, "%s", content("/proc/sys/kernel/tainted", value, sizeof(value)));
	add(&metrics, "kernel_tainted %ld\n", atol(value));
	while (folder && (entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			list_patch(entry->d_name);
	if (folder)
		closedir(folder);
	count_tasks(counts, host.length ? MOST_BLOCKERS : 0);
	add(&metrics, "kernel_livepatch_tasks{patch_state=\"none\"} %ld\n", counts[0]);
	add(&metrics, "kernel_livepatch_tasks{patch_state=\"unpatched\"} %ld\n", counts[1]);
	add(&metrics, "kernel_livepatch_tasks{patch_state=\"patched\"} %ld\n", counts[2]);
	content("/sys/kernel/oops_count", value, sizeof(value));
	add(&metrics, "kernel_oops_total %ld\n", atol(value));
	add(&host, "oops_count %ld\n", atol(value));
	content("/sys/kernel/warn_count", value, sizeof(value));
	add(&metrics, "kernel_warn_total %ld\n", atol(value));
	add(&host, "warn_count %ld\n", atol(value));
	add(&host, "enabled_functions\n");
	add_file(&host, "/sys/kernel/tracing/enabled_functions");
	add(&host, "kprobes\n");
	add_file(&host, "/sys/kernel/debug/kprobes/list");
	file = fopen(TEXTFILE ".new", "w");
	if (!file)
		return;
	fwrite(metrics.bytes, 1, metrics.length, file);
	fclose(file);
	rename(TEXTFILE ".new", TEXTFILE);
}

/* A port takes at most 32 KiB at once. */
static int write_all(int port, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(port, bytes, length);

		if (written <= 0)
			return 0;
		bytes += written;
		length -= written;
	}
	return 1;
}

static void put(int port, const char *kind, double at, double duration, const struct text *text)
{
	char head[128];
	int length = snprintf(head, sizeof(head), "%s %.3f %.1f %zu\n", kind, at, duration * 1e3, text->length);

	if (!write_all(port, head, length) || !write_all(port, text->bytes, text->length) || !write_all(port, "\n", 1))
		perror("recorder");
}

static int is_lost(double at)
{
	return (int)(rand_r(&seed) % 100) < lose_percent || (at >= gap_from && at < gap_to);
}

static void read_words(int count, char **words)
{
	for (int i = 2; i + 1 < count; i += 2) {
		if (!strcmp(words[i], "--every"))
			every = atof(words[i + 1]);
		else if (!strcmp(words[i], "--lose"))
			lose_percent = atoi(words[i + 1]);
		else if (!strcmp(words[i], "--seed"))
			seed = atoi(words[i + 1]);
		else if (!strcmp(words[i], "--gap") && i + 2 < count) {
			gap_from = atof(words[i + 1]);
			gap_to = atof(words[i++ + 2]);
		}
	}
}

int main(int count, char **words)
{
	int port = count > 1 ? open(words[1], O_WRONLY) : -1;

	read_words(count, words);
	for (double at = uptime() + 1;; at += every) {
		double began;

		if (at < uptime())
			at = uptime();
		sleep_until(at);
		began = uptime();
		look_at_kernel();
		if (is_lost(began))
			continue;
		scrape();
		put(port, "scrape", began, uptime() - began, &answer);
		put(port, "sysfs", began, 0, &sysfs);
		put(port, "host", began, 0, &host);
	}
}
