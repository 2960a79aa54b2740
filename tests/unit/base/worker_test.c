#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/worker.h"

struct job {
	int number;
	bool cancelled;
	sigset_t mask;
};

static atomic_int gate;    /* jobs that wait, wait for this */
static atomic_int started; /* how many jobs have begun */

static void wait_for(atomic_int *value, int least)
{
	for (int i = 0; i < 10000 && atomic_load(value) < least; i++)
		usleep(1000);
	assert_true(atomic_load(value) >= least);
}

static void quick(void *context, const volatile bool *cancelled)
{
	struct job *job = context;
	atomic_fetch_add(&started, 1);
	job->number *= 10;
	job->cancelled = *cancelled;
	pthread_sigmask(SIG_SETMASK, NULL, &job->mask);
}

/* Until it is cancelled or let through. */
static void slow(void *context, const volatile bool *cancelled)
{
	struct job *job = context;
	atomic_fetch_add(&started, 1);
	while (!*cancelled && !atomic_load(&gate))
		usleep(1000);
	job->cancelled = *cancelled;
}

static struct job *new_job(int number)
{
	struct job *job = memory_new(1, sizeof *job);
	job->number = number;
	return job;
}

static bool readable(const struct worker *worker, int milliseconds)
{
	struct pollfd polled = {.fd = worker_descriptor(worker), .events = POLLIN};
	return poll(&polled, 1, milliseconds) == 1;
}

static struct job *take(struct worker *worker)
{
	assert_true(readable(worker, 10000));
	return worker_take(worker);
}

static int reset(void **state)
{
	(void)state;
	atomic_store(&gate, 0);
	atomic_store(&started, 0);
	return 0;
}

static void test_worker_take__jobs_come_back_in_order(void **state)
{
	(void)state;
	struct worker *worker;
	assert_null(worker_open(&worker));
	assert_null(worker_take(worker));
	assert_false(readable(worker, 0));
	for (int i = 0; i < 100; i++)
		worker_give(worker, quick, new_job(i));
	for (int i = 0; i < 100; i++) {
		struct job *job = take(worker);
		assert_int_equal(job->number, i * 10);
		free(job);
	}
	assert_false(readable(worker, 0));
	assert_null(worker_take(worker));
	worker_close(worker, free);
}

static void test_worker_give__the_newest_of_a_kind_cancels_older_ones(void **state)
{
	(void)state;
	struct worker *worker;
	assert_null(worker_open(&worker));
	worker_give(worker, slow, new_job(1));
	wait_for(&started, 1);
	worker_give(worker, quick, new_job(2));
	worker_give(worker, slow, new_job(3)); /* ends the first, which is running */
	static const bool cancelled[] = {true, false};
	for (int i = 0; i < 2; i++) {
		struct job *job = take(worker);
		assert_int_equal(job->cancelled, cancelled[i]);
		free(job);
	}
	atomic_store(&gate, 1);
	struct job *job = take(worker);
	assert_int_equal(job->number, 3);
	assert_false(job->cancelled);
	free(job);
	worker_close(worker, free);
}

static void test_worker_give__a_waiting_one_starts_cancelled_and_comes_back(void **state)
{
	(void)state;
	struct worker *worker;
	assert_null(worker_open(&worker));
	worker_give(worker, slow, new_job(1));
	wait_for(&started, 1);
	worker_give(worker, quick, new_job(2));
	worker_give(worker, quick, new_job(3));
	atomic_store(&gate, 1);
	for (int i = 1; i <= 3; i++) {
		struct job *job = take(worker);
		assert_int_equal(job->number, i == 1 ? 1 : i * 10);
		assert_int_equal(job->cancelled, i == 2);
		free(job);
	}
	worker_close(worker, free);
}

static int disposed;

static void dispose(void *job)
{
	disposed++;
	free(job);
}

static void test_worker_close__cancels_and_disposes_of_everything(void **state)
{
	(void)state;
	struct worker *worker;
	disposed = 0;
	assert_null(worker_open(&worker));
	worker_give(worker, quick, new_job(1));
	assert_true(readable(worker, 10000)); /* finished, never taken */
	worker_give(worker, slow, new_job(2));
	wait_for(&started, 2);
	worker_give(worker, quick, new_job(3));
	worker_close(worker, dispose); /* would hang, did it not cancel the slow one */
	assert_int_equal(disposed, 3);
	assert_int_equal(atomic_load(&started), 2);
	worker_close(NULL, dispose);
}

static void test_worker_open__its_thread_takes_no_signals(void **state)
{
	(void)state;
	struct worker *worker;
	sigset_t mine;
	assert_null(worker_open(&worker));
	worker_give(worker, quick, new_job(1));
	struct job *job = take(worker);
	assert_true(sigismember(&job->mask, SIGINT) && sigismember(&job->mask, SIGTSTP));
	pthread_sigmask(SIG_SETMASK, NULL, &mine);
	assert_false(sigismember(&mine, SIGINT));
	free(job);
	worker_close(worker, free);
}

struct bulk {
	unsigned char *seen;
	atomic_int parts;
};

static void mark(void *context, size_t from, size_t to)
{
	struct bulk *bulk = context;
	atomic_fetch_add(&bulk->parts, 1);
	for (size_t i = from; i < to; i++)
		bulk->seen[i]++;
}

static void test_worker_split__each_item_once(void **state)
{
	(void)state;
	static const size_t counts[] = {0, 1, 2, 3, 7, 1000, 1001};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		for (size_t most = 0; most < 5; most++) {
			struct bulk bulk = {.seen = memory_new(counts[i], 1)};
			worker_split(counts[i], most, mark, &bulk);
			for (size_t k = 0; k < counts[i]; k++)
				assert_int_equal(bulk.seen[k], 1);
			assert_true((size_t)atomic_load(&bulk.parts) <= (most ? most : 1));
			assert_true((size_t)atomic_load(&bulk.parts) <= counts[i]);
			free(bulk.seen);
		}
}

enum { ITEMS = 100, BEHIND = 8 };

static atomic_int made, taken, furthest, early; /* early: taken before it was made */
static int order[ITEMS];

static void make_up(void *context, size_t from, size_t to)
{
	(void)context;
	for (size_t i = from; i < to; i++) {
		int ahead = atomic_fetch_add(&made, 1) + 1 - atomic_load(&taken);
		if (ahead > atomic_load(&furthest))
			atomic_store(&furthest, ahead);
	}
}

static void take_up(void *context, size_t from, size_t to)
{
	(void)context;
	for (size_t i = from; i < to; i++) {
		if (atomic_load(&made) <= (int)i)
			atomic_store(&early, 1);
		order[atomic_load(&taken)] = (int)i;
		if (i < BEHIND)
			usleep(2000); /* so that the first gets as far ahead as it may */
		atomic_fetch_add(&taken, 1);
	}
}

/* One behind the other, and never further apart than is allowed and one slice more. */
static void two_steps_follow_each_other(void **state)
{
	(void)state;
	worker_follow(ITEMS, 3, BEHIND, make_up, take_up, NULL);
	assert_int_equal(atomic_load(&made), ITEMS);
	assert_int_equal(atomic_load(&early), 0);
	assert_int_equal(atomic_load(&taken), ITEMS);
	for (int i = 0; i < ITEMS; i++)
		assert_int_equal(order[i], i);
	assert_in_range(atomic_load(&furthest), 3, BEHIND + 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_steps_follow_each_other),
		cmocka_unit_test_setup(test_worker_take__jobs_come_back_in_order, reset),
		cmocka_unit_test_setup(test_worker_give__the_newest_of_a_kind_cancels_older_ones, reset),
		cmocka_unit_test_setup(test_worker_give__a_waiting_one_starts_cancelled_and_comes_back, reset),
		cmocka_unit_test_setup(test_worker_close__cancels_and_disposes_of_everything, reset),
		cmocka_unit_test_setup(test_worker_open__its_thread_takes_no_signals, reset),
		cmocka_unit_test(test_worker_split__each_item_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
