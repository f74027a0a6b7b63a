/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of work of the workload: how long each piece took, how many failed, and what is still under way. */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#define MOST_WORKERS 4

static const double bounds[] = { .0002, .0005, .001, .002, .004, .008, .016, .032, .064, .128, .256, .512, 1, 4 };
#define BOUNDS (int)(sizeof(bounds) / sizeof(bounds[0]))

/* What is known of one kind of work. */
struct work {
	const char *name;
	double rate;
	pthread_mutex_t lock;
	unsigned long buckets[BOUNDS + 1], errors;
	double sum, under_way[MOST_WORKERS];
};

/* One thread's share of a kind of work. */
struct worker {
	struct work *work;
	int index, workers;
	unsigned int random;
};

static double uptime(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec + now.tv_nsec * 1e-9;
}

static void pause_for(double seconds)
{
	struct timespec time = { .tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (time_t)seconds) * 1e9) };

	nanosleep(&time, NULL);
}

static double begin(struct worker *worker)
{
	return worker->work->under_way[worker->index] = uptime();
}

static void end(struct worker *worker, double began, int failed)
{
	struct work *work = worker->work;
	double took = uptime() - began;
	int bucket = 0;

	while (bucket < BOUNDS && took > bounds[bucket])
		bucket++;
	pthread_mutex_lock(&work->lock);
	work->under_way[worker->index] = 0;
	work->errors += failed;
	if (!failed) {
		work->buckets[bucket]++;
		work->sum += took;
	}
	pthread_mutex_unlock(&work->lock);
}

static void write_work(FILE *file, struct work *work)
{
	unsigned long count = 0;
	double oldest = 0, now = uptime();

	pthread_mutex_lock(&work->lock);
	fprintf(file, "# TYPE app_%s_duration_seconds histogram\n", work->name);
	for (int i = 0; i <= BOUNDS; i++) {
		count += work->buckets[i];
		if (i < BOUNDS)
			fprintf(file, "app_%s_duration_seconds_bucket{le=\"%g\"} %lu\n", work->name, bounds[i], count);
	}
	fprintf(file, "app_%s_duration_seconds_bucket{le=\"+Inf\"} %lu\n", work->name, count);
	fprintf(file, "app_%s_duration_seconds_sum %.6f\n", work->name, work->sum);
	fprintf(file, "app_%s_duration_seconds_count %lu\n", work->name, count);
	fprintf(file, "# TYPE app_%s_duration_seconds_errors counter\n", work->name);
	fprintf(file, "app_%s_duration_seconds_errors %lu\n", work->name, work->errors);
	for (int i = 0; i < MOST_WORKERS; i++)
		if (work->under_way[i] && now - work->under_way[i] > oldest)
			oldest = now - work->under_way[i];
	fprintf(file, "# TYPE app_%s_oldest_seconds gauge\napp_%s_oldest_seconds %.3f\n", work->name, work->name, oldest);
	pthread_mutex_unlock(&work->lock);
}
