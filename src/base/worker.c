#include "base/worker.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"

struct task {
	struct task *next;
	worker_job *run;
	void *job;
	volatile bool cancelled;
};

struct queue {
	struct task *first, *last;
};

struct worker {
	pthread_t thread;
	pthread_mutex_t mutex; /* guards all below */
	pthread_cond_t given;
	struct queue waiting, finished;
	struct task *running;
	bool closing;
	int event; /* readable while `finished` holds something */
};

static void queue_add(struct queue *queue, struct task *task)
{
	task->next = NULL;
	if (queue->last)
		queue->last->next = task;
	else
		queue->first = task;
	queue->last = task;
}

static struct task *queue_take(struct queue *queue)
{
	struct task *task = queue->first;
	if (task) {
		queue->first = task->next;
		if (!queue->first)
			queue->last = NULL;
	}
	return task;
}

static void cancel(struct task *task)
{
	/* Read by the job without the mutex. */
	__atomic_store_n(&task->cancelled, true, __ATOMIC_RELAXED);
}

static void *work(void *context)
{
	struct worker *worker = context;
	pthread_mutex_lock(&worker->mutex);
	for (;;) {
		while (!worker->closing && !worker->waiting.first)
			pthread_cond_wait(&worker->given, &worker->mutex);
		if (worker->closing)
			break;
		struct task *task = queue_take(&worker->waiting);
		worker->running = task;
		pthread_mutex_unlock(&worker->mutex);
		task->run(task->job, &task->cancelled);
		pthread_mutex_lock(&worker->mutex);
		worker->running = NULL;
		queue_add(&worker->finished, task);
		eventfd_write(worker->event, 1);
	}
	pthread_mutex_unlock(&worker->mutex);
	return NULL;
}

/* A thread that no signal is delivered to: the loop's thread gets them all. */
static int start_thread(pthread_t *thread, void *(*run)(void *), void *context)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int number = pthread_create(thread, NULL, run, context);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return number;
}

const struct fault *worker_open(struct worker **out)
{
	const struct fault *fault = NULL;
	struct worker *worker = memory_new(1, sizeof *worker);
	pthread_mutex_init(&worker->mutex, NULL);
	pthread_cond_init(&worker->given, NULL);
	worker->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (worker->event >= 0)
		errno = start_thread(&worker->thread, work, worker);
	if (worker->event < 0 || errno) {
		fault = fault_system(_("cannot start a second thread of work"));
		goto done;
	}
	*out = worker;
	worker = NULL;
done:
	if (worker) {
		if (worker->event >= 0)
			close(worker->event);
		pthread_cond_destroy(&worker->given);
		pthread_mutex_destroy(&worker->mutex);
		free(worker);
	}
	return fault;
}

static void dispose_all(struct queue *queue, void (*dispose)(void *job))
{
	for (struct task *task = queue_take(queue); task; task = queue_take(queue)) {
		if (dispose)
			dispose(task->job);
		free(task);
	}
}

void worker_close(struct worker *worker, void (*dispose)(void *job))
{
	if (!worker)
		return;
	pthread_mutex_lock(&worker->mutex);
	worker->closing = true;
	if (worker->running)
		cancel(worker->running);
	pthread_cond_signal(&worker->given);
	pthread_mutex_unlock(&worker->mutex);
	pthread_join(worker->thread, NULL);
	dispose_all(&worker->finished, dispose);
	dispose_all(&worker->waiting, dispose);
	close(worker->event);
	pthread_cond_destroy(&worker->given);
	pthread_mutex_destroy(&worker->mutex);
	free(worker);
}

void worker_give(struct worker *worker, worker_job *run, void *job)
{
	struct task *task = memory_new(1, sizeof *task);
	task->run = run;
	task->job = job;
	pthread_mutex_lock(&worker->mutex);
	/* Older ones still run, told from the start to be brief: each job comes back, and in order. */
	for (struct task *older = worker->waiting.first; older; older = older->next)
		if (older->run == run)
			cancel(older);
	if (worker->running && worker->running->run == run)
		cancel(worker->running);
	queue_add(&worker->waiting, task);
	pthread_cond_signal(&worker->given);
	pthread_mutex_unlock(&worker->mutex);
}

void *worker_take(struct worker *worker)
{
	eventfd_t ignored;
	void *job = NULL;
	pthread_mutex_lock(&worker->mutex);
	struct task *task = queue_take(&worker->finished);
	if (!worker->finished.first)
		eventfd_read(worker->event, &ignored);
	pthread_mutex_unlock(&worker->mutex);
	if (task)
		job = task->job;
	free(task);
	return job;
}

int worker_descriptor(const struct worker *worker)
{
	return worker->event;
}

struct part {
	pthread_t thread;
	bool started;
	void (*run)(void *context, size_t from, size_t to);
	void *context;
	size_t from, to;
};

static void *run_part(void *context)
{
	struct part *part = context;
	part->run(part->context, part->from, part->to);
	return NULL;
}

/* The processors this process may use, which in a container can be fewer than the machine has. */
static size_t processors(void)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
	return count > 0 ? (size_t)count : 1;
}

void worker_split(size_t count, size_t most, void (*run)(void *context, size_t from, size_t to), void *context)
{
	size_t parts = processors();
	worker_together(count, parts < most ? parts : most, run, context);
}

void worker_together(size_t count, size_t parts, void (*run)(void *context, size_t from, size_t to), void *context)
{
	if (parts > count)
		parts = count;
	if (parts <= 1) {
		if (count)
			run(context, 0, count);
		return;
	}
	struct part *all = memory_new(parts, sizeof *all);
	for (size_t i = 0; i < parts; i++) {
		all[i] = (struct part){.run = run, .context = context};
		all[i].from = count / parts * i + (i < count % parts ? i : count % parts);
		all[i].to = all[i].from + count / parts + (i < count % parts);
		/* The last part is ours, and so is one that no thread could be had for. */
		all[i].started = i + 1 < parts && start_thread(&all[i].thread, run_part, &all[i]) == 0;
		if (!all[i].started)
			run_part(&all[i]);
	}
	for (size_t i = 0; i < parts; i++)
		if (all[i].started)
			pthread_join(all[i].thread, NULL);
	free(all);
}

struct worker_step {
	pthread_t thread;
	bool started;
	void (*run)(void *context);
	void *context;
};

static void *run_step(void *context)
{
	struct worker_step *step = context;
	step->run(step->context);
	return NULL;
}

struct worker_step *worker_beside(void (*run)(void *context), void *context)
{
	struct worker_step *step = memory_new(1, sizeof *step);
	step->run = run;
	step->context = context;
	step->started = start_thread(&step->thread, run_step, step) == 0;
	if (!step->started)
		run(context);
	return step;
}

void worker_join(struct worker_step *step)
{
	if (step->started)
		pthread_join(step->thread, NULL);
	free(step);
}

/* What the thread that follows may take: everything below `ready`. */
struct follower {
	pthread_mutex_t mutex;
	pthread_cond_t moved;
	size_t ready, done, count;
	void (*second)(void *context, size_t from, size_t to);
	void *context;
};

static void *follower_run(void *argument)
{
	struct follower *follower = argument;
	size_t done = 0;
	while (done < follower->count) {
		pthread_mutex_lock(&follower->mutex);
		while (follower->ready == done)
			pthread_cond_wait(&follower->moved, &follower->mutex);
		size_t ready = follower->ready;
		pthread_mutex_unlock(&follower->mutex);
		follower->second(follower->context, done, ready);
		done = ready;
		pthread_mutex_lock(&follower->mutex);
		follower->done = done;
		pthread_cond_signal(&follower->moved);
		pthread_mutex_unlock(&follower->mutex);
	}
	return NULL;
}

/* Lets it have what is ready; waits until it is no further behind than `most`. */
static void follower_let(struct follower *follower, size_t ready, size_t most)
{
	pthread_mutex_lock(&follower->mutex);
	follower->ready = ready;
	pthread_cond_signal(&follower->moved);
	while (follower->ready - follower->done > most)
		pthread_cond_wait(&follower->moved, &follower->mutex);
	pthread_mutex_unlock(&follower->mutex);
}

void worker_follow(size_t count, size_t slice, size_t most, void (*first)(void *context, size_t from, size_t to),
	void (*second)(void *context, size_t from, size_t to), void *context)
{
	struct follower follower = {.count = count, .second = second, .context = context};
	pthread_t thread;
	pthread_mutex_init(&follower.mutex, NULL);
	pthread_cond_init(&follower.moved, NULL);
	bool follows = count > slice && start_thread(&thread, follower_run, &follower) == 0;
	for (size_t from = 0; from < count; from += slice) {
		size_t to = from + slice < count ? from + slice : count;
		first(context, from, to);
		if (follows)
			follower_let(&follower, to, most);
		else
			second(context, from, to);
	}
	if (follows)
		pthread_join(thread, NULL);
	pthread_cond_destroy(&follower.moved);
	pthread_mutex_destroy(&follower.mutex);
}
