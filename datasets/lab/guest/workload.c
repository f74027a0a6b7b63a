/* SPDX-License-Identifier: Apache-2.0 */
/*
 * workload --requests R --fsyncs R --mmaps R --forks R --phase SEED --seed SEED [--shift-at S --shift-by FACTOR]
 *          [--fail PERCENT]
 *
 * The service that runs on the host: requests over TCP to itself, a journal that is written, synced and read back,
 * memory that is mapped, and children that come and go; rates are per second. All rates share one rhythm, whose phase
 * comes from --phase: hosts of one wave have the same; --seed is the host's own noise. --shift changes the load at an
 * uptime; --fail makes the server hang up on some requests, as a host does that was sick before.
 *
 * Each kind of work has a latency histogram, an error count, and the age of the oldest piece still under way, because
 * a latency histogram never sees what does not return. They are written for node_exporter's textfile collector.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "work.h"

#define TEXTFILE "/run/textfile/app.prom"
#define JOURNAL "/data/journal"
#define CLIENTS MOST_WORKERS
#define WRITERS 2
#define MOST_REQUEST 4096
#define JOURNAL_BYTES (8 << 20)

static struct work request = { .name = "request", .lock = PTHREAD_MUTEX_INITIALIZER };
static struct work fsyncs = { .name = "fsync", .lock = PTHREAD_MUTEX_INITIALIZER };
static struct work mmaps = { .name = "mmap", .lock = PTHREAD_MUTEX_INITIALIZER };
static struct work forks = { .name = "fork", .lock = PTHREAD_MUTEX_INITIALIZER };

static unsigned int phase = 1, seed = 1;
static double shift_at = INFINITY, shift_by = 1;
static int fail_percent;
extern char **environ;

/* The load at a time against its mean: two waves, as of days and hours, in minutes here. */
static double rhythm(double at)
{
	double wave = 1 + .30 * sin(at / 23 + phase * .7) + .15 * sin(at / 7.1 + phase * 1.9);

	return at < shift_at ? wave : wave * shift_by;
}

static double chance(struct worker *worker)
{
	return (rand_r(&worker->random) % 100000 + 1) / 100001.0;
}

/* Waits for the next piece of work: arrivals of a Poisson process. */
static void wait_for_turn(struct worker *worker)
{
	double gap = -log(chance(worker)) * worker->workers / (worker->work->rate * rhythm(uptime()));

	pause_for(gap < 10 ? gap : 10);
}

static struct sockaddr_in server_address(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons(7000),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static int receive(int connection, char *to, int length)
{
	return length == 0 || recv(connection, to, length, MSG_WAITALL) == length;
}

static void *serve_one(void *argument)
{
	int connection = (int)(intptr_t)argument, length;
	unsigned int random = seed + connection;
	char bytes[MOST_REQUEST];

	prctl(PR_SET_NAME, "app-server");
	while (receive(connection, bytes, 4)) {
		memcpy(&length, bytes, 4);
		if (length < 0 || length > MOST_REQUEST - 4 || !receive(connection, bytes + 4, length))
			break;
		if ((int)(rand_r(&random) % 100) < fail_percent)
			break;
		if (send(connection, bytes, length + 4, MSG_NOSIGNAL) != length + 4)
			break;
	}
	close(connection);
	return NULL;
}

_Noreturn static void *serve(void *unused)
{
	struct sockaddr_in address = server_address();
	int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);

	(void)unused;
	prctl(PR_SET_NAME, "app-listener");
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) || listen(listener, 64)) {
		perror("listener");
		exit(1);
	}
	for (;;) {
		int connection = accept(listener, NULL, NULL);
		pthread_t thread;

		if (connection < 0) {
			pause_for(.05);
			continue;
		}
		setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		if (pthread_create(&thread, NULL, serve_one, (void *)(intptr_t)connection))
			close(connection);
		else
			pthread_detach(thread);
	}
}

static int open_connection(void)
{
	struct sockaddr_in address = server_address();
	struct timeval patience = { .tv_sec = 2 };
	int one = 1, connection = socket(AF_INET, SOCK_STREAM, 0);

	setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (connect(connection, (struct sockaddr *)&address, sizeof(address)) == 0)
		return connection;
	close(connection);
	return -1;
}

static int ask(struct worker *worker, int connection)
{
	char out[MOST_REQUEST], in[MOST_REQUEST];
	int length = 32 + rand_r(&worker->random) % 2000;

	memset(out, 'a' + length % 26, length + 4);
	memcpy(out, &length, 4);
	return send(connection, out, length + 4, MSG_NOSIGNAL) == length + 4 && receive(connection, in, length + 4) &&
	       memcmp(in, out, length + 4) == 0;
}

_Noreturn static void *client(void *argument)
{
	struct worker *worker = argument;
	int connection = -1;

	prctl(PR_SET_NAME, "app-client");
	for (;;) {
		double began;
		int good;

		wait_for_turn(worker);
		began = begin(worker);
		/* One connection in 40 requests is new, so that accept and connect have work too. */
		if (connection >= 0 && rand_r(&worker->random) % 40 == 0) {
			close(connection);
			connection = -1;
		}
		if (connection < 0)
			connection = open_connection();
		good = connection >= 0 && ask(worker, connection);
		end(worker, began, !good);
		if (!good && connection >= 0) {
			close(connection);
			connection = -1;
		}
	}
}

/* A connection on which nothing is said, as every server has: its server task sleeps in recv(). */
_Noreturn static void *idle(void *unused)
{
	(void)unused;
	prctl(PR_SET_NAME, "app-idle");
	for (int connection = open_connection();;) {
		struct timeval patience = { 0 };
		char byte;

		setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
		if (recv(connection, &byte, 1, 0) <= 0) {
			pause_for(1);
			close(connection);
			connection = open_connection();
		}
	}
}

/* Writes a record, syncs it, and now and then reads it back from the disk. */
static int journal(struct worker *worker, int file, off_t at)
{
	char record[8192], again[8192];
	int length = 512 + rand_r(&worker->random) % 7000;

	memset(record, 'A' + length % 26, length);
	if (pwrite(file, record, length, at) != length || fsync(file))
		return 0;
	if (rand_r(&worker->random) % 4)
		return 1;
	posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
	return pread(file, again, length, at) == length && memcmp(record, again, length) == 0;
}

_Noreturn static void *writer(void *argument)
{
	struct worker *worker = argument;
	char path[64];
	int file;
	off_t at = 0;

	prctl(PR_SET_NAME, "app-journal");
	snprintf(path, sizeof(path), JOURNAL "%d", worker->index);
	file = open(path, O_CREAT | O_RDWR | O_TRUNC, 0644);
	for (;;) {
		double began;

		wait_for_turn(worker);
		began = begin(worker);
		if (file < 0)
			file = open(path, O_CREAT | O_RDWR, 0644);
		end(worker, began, file < 0 || !journal(worker, file, at));
		at = at + 8192 < JOURNAL_BYTES ? at + 8192 : 0;
	}
}

_Noreturn static void *mapper(void *argument)
{
	struct worker *worker = argument;

	prctl(PR_SET_NAME, "app-mapper");
	for (;;) {
		double began;
		size_t length;
		char *memory;

		wait_for_turn(worker);
		length = (64 + rand_r(&worker->random) % 448) << 10;
		began = begin(worker);
		memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		for (size_t i = 0; memory != MAP_FAILED && i < length; i += 4096)
			memory[i] = 1;
		if (memory != MAP_FAILED)
			madvise(memory, length / 2, MADV_DONTNEED);
		end(worker, began, memory == MAP_FAILED || munmap(memory, length));
	}
}

static int raise_child(void)
{
	char *words[] = { "child", NULL }, byte = 0;
	posix_spawn_file_actions_t actions;
	int ends[2], status = -1, spawned;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC))
		return 0;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	spawned = posix_spawn(&child, "/bin/child", &actions, NULL, words, environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (spawned && read(ends[0], &byte, 1) != 1)
		byte = 0;
	close(ends[0]);
	if (spawned && waitpid(child, &status, 0) != child)
		status = -1;
	return spawned && status == 0 && byte == '!';
}

_Noreturn static void *parent(void *argument)
{
	struct worker *worker = argument;

	prctl(PR_SET_NAME, "app-parent");
	for (;;) {
		double began;

		wait_for_turn(worker);
		began = begin(worker);
		end(worker, began, !raise_child());
	}
}

static void write_metrics(void)
{
	FILE *file = fopen(TEXTFILE ".new", "w");

	if (!file)
		return;
	write_work(file, &request);
	write_work(file, &fsyncs);
	write_work(file, &mmaps);
	write_work(file, &forks);
	fclose(file);
	rename(TEXTFILE ".new", TEXTFILE);
}

static void start(void *(*what)(void *), struct work *work, int workers)
{
	static struct worker all[16];
	static int used;
	pthread_t thread;

	for (int i = 0; i < workers; i++) {
		struct worker *worker = &all[used++];

		*worker = (struct worker){ work, i, workers, seed * 7919 + used };
		if (!work || work->rate > 0)
			pthread_create(&thread, NULL, what, worker);
	}
}

static void read_words(int count, char **words)
{
	for (int i = 1; i + 1 < count; i += 2) {
		const char *name = words[i];
		double value = atof(words[i + 1]);

		if (!strcmp(name, "--requests"))
			request.rate = value;
		else if (!strcmp(name, "--fsyncs"))
			fsyncs.rate = value;
		else if (!strcmp(name, "--mmaps"))
			mmaps.rate = value;
		else if (!strcmp(name, "--forks"))
			forks.rate = value;
		else if (!strcmp(name, "--phase"))
			phase = (unsigned int)value;
		else if (!strcmp(name, "--seed"))
			seed = (unsigned int)value;
		else if (!strcmp(name, "--shift-at"))
			shift_at = value;
		else if (!strcmp(name, "--shift-by"))
			shift_by = value;
		else if (!strcmp(name, "--fail"))
			fail_percent = (int)value;
	}
}

int main(int count, char **words)
{
	read_words(count, words);
	prctl(PR_SET_NAME, "app-main");
	start(serve, NULL, 1);
	pause_for(.3);
	start(client, &request, CLIENTS);
	start(idle, NULL, 1);
	start(writer, &fsyncs, WRITERS);
	start(mapper, &mmaps, 1);
	start(parent, &forks, 1);
	for (;;) {
		write_metrics();
		pause_for(1);
	}
}
