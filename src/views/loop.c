#include "views/loop.h"

#include <poll.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/interrupt.h"
#include "views/screen.h"

enum {
	FRAME_MILLISECONDS = 40, /* while keys keep coming, a frame is shown at least this often */
	MINUTE = 60000,
	FIXED_POLLS = 2, /* the terminal, the interrupts */
};

struct watched {
	int descriptor;
	void (*ready)(void *context);
	void *context;
};

struct timer {
	int64_t due_at;
	void (*due)(void *context);
	void *context;
};

struct loop {
	struct stack *stack;
	struct watched *watched;
	size_t watched_count, watched_capacity;
	struct timer *timers;
	size_t timer_count, timer_capacity;
	struct pollfd *polls;
	bool (*slice)(void *context);
	void *slice_context;
	void (*children)(void *context);
	void *children_context;
	bool view_has_work, has_work;
	bool keys_wait, interrupted; /* as the last poll, or a full plate, said */
	int64_t minute_at, shown_at;
};

struct loop *loop_new(struct stack *stack)
{
	struct loop *loop = memory_new(1, sizeof *loop);
	loop->stack = stack;
	loop->view_has_work = true;
	stack->loop = loop;
	return loop;
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	free(loop->watched);
	free(loop->timers);
	free(loop->polls);
	free(loop);
}

void loop_watch(struct loop *loop, int descriptor, void (*ready)(void *context), void *context)
{
	loop_unwatch(loop, descriptor);
	*ARRAY_ADD(loop->watched, loop->watched_count, loop->watched_capacity) =
		(struct watched){descriptor, ready, context};
}

void loop_unwatch(struct loop *loop, int descriptor)
{
	for (size_t i = 0; i < loop->watched_count; i++) {
		if (loop->watched[i].descriptor == descriptor) {
			ARRAY_REMOVE(loop->watched, loop->watched_count, i);
			return;
		}
	}
}

void loop_idle(struct loop *loop, bool (*slice)(void *context), void *context)
{
	loop->slice = slice;
	loop->slice_context = context;
	loop->has_work = slice != NULL;
}

void loop_wake(struct loop *loop)
{
	loop->view_has_work = true;
	loop->has_work = loop->slice != NULL;
}

void loop_children(struct loop *loop, void (*ended)(void *context), void *context)
{
	loop->children = ended;
	loop->children_context = context;
}

void loop_after(struct loop *loop, int milliseconds, void (*due)(void *context), void *context)
{
	for (size_t i = 0; i < loop->timer_count; i++) {
		if (loop->timers[i].due == due && loop->timers[i].context == context) {
			ARRAY_REMOVE(loop->timers, loop->timer_count, i);
			break;
		}
	}
	if (milliseconds >= 0)
		*ARRAY_ADD(loop->timers, loop->timer_count, loop->timer_capacity) =
			(struct timer){clock_ticks() + milliseconds, due, context};
}

void loop_suspend(struct loop *loop)
{
	screen_leave();
	interrupt_suspend();
	screen_return();
	stack_changed(loop->stack);
}

/* --- what may have happened --- */

/* Takes keys while there are any, but lets a frame be drawn in between. False: the terminal is gone. */
static bool take_keys(struct loop *loop)
{
	struct key key;
	loop->keys_wait = false;
	while (!loop->stack->ended && screen_key(&key, 0)) {
		if (key.kind == TYPED_GONE)
			return false;
		stack_key(loop->stack, &key);
		stack_sweep(loop->stack);
		loop->view_has_work = true;
		if (clock_ticks() - loop->shown_at >= FRAME_MILLISECONDS && loop->stack->dirty) {
			loop->keys_wait = true;
			break;
		}
	}
	return true;
}

/* False: the program is asked to end. */
static bool take_interrupts(struct loop *loop)
{
	int arrived = interrupt_take();
	loop->interrupted = false;
	if (arrived & INTERRUPT_END)
		return false;
	if (arrived & INTERRUPT_SUSPEND)
		loop_suspend(loop);
	if (arrived & (INTERRUPT_RESIZE | INTERRUPT_CONTINUE)) {
		struct key key = {.kind = TYPED_RESIZE};
		stack_key(loop->stack, &key);
	}
	if (arrived & INTERRUPT_CONTINUE)
		screen_redraw();
	if (arrived & INTERRUPT_STOP) {
		struct key key = {.kind = TYPED_CONTROL, .point = 'c'};
		stack_key(loop->stack, &key);
	}
	if ((arrived & INTERRUPT_CHILD) && loop->children)
		loop->children(loop->children_context);
	return true;
}

static void run_timers(struct loop *loop)
{
	int64_t now = clock_ticks();
	for (size_t i = 0; i < loop->timer_count; i++) {
		struct timer timer = loop->timers[i];
		if (timer.due_at > now)
			continue;
		ARRAY_REMOVE(loop->timers, loop->timer_count, i);
		timer.due(timer.context);
		i = (size_t)-1; /* it may have changed the list */
	}
	if (now >= loop->minute_at) {
		bool first = loop->minute_at == 0;
		loop->minute_at = now + MINUTE - clock_now().seconds % 60 * 1000;
		if (!first)
			stack_tick(loop->stack);
	}
}

static bool has_work(const struct loop *loop)
{
	const struct view *top = stack_top(loop->stack);
	return (loop->view_has_work && top && top->class->idle) || loop->has_work;
}

static int wait_time(const struct loop *loop)
{
	int64_t now = clock_ticks(), until = loop->minute_at;
	if (has_work(loop) || loop->keys_wait)
		return 0;
	for (size_t i = 0; i < loop->timer_count; i++) {
		if (loop->timers[i].due_at < until)
			until = loop->timers[i].due_at;
	}
	return until > now ? (int)(until - now) : 0;
}

/* Waits; calls what is ready. Returns how many descriptors were. */
static int wait_for_anything(struct loop *loop)
{
	size_t count = loop->watched_count;
	loop->polls = memory_resize(loop->polls, FIXED_POLLS + count, sizeof *loop->polls);
	loop->polls[0] = (struct pollfd){.fd = screen_descriptor(), .events = POLLIN};
	loop->polls[1] = (struct pollfd){.fd = interrupt_descriptor(), .events = POLLIN};
	for (size_t i = 0; i < count; i++)
		loop->polls[FIXED_POLLS + i] = (struct pollfd){.fd = loop->watched[i].descriptor, .events = POLLIN};
	int ready = poll(loop->polls, FIXED_POLLS + count, wait_time(loop));
	loop->keys_wait |= ready > 0 && loop->polls[0].revents;
	loop->interrupted = ready < 0 || loop->polls[1].revents;
	for (size_t i = 0; ready > 0 && i < count; i++) {
		struct pollfd polled = loop->polls[FIXED_POLLS + i];
		for (size_t j = 0; polled.revents && j < loop->watched_count; j++) {
			struct watched watched = loop->watched[j]; /* an earlier call may have unwatched it */
			if (watched.descriptor != polled.fd)
				continue;
			if (polled.revents & POLLNVAL)
				loop_unwatch(loop, polled.fd);
			else
				watched.ready(watched.context);
			break;
		}
	}
	return ready;
}

static void work(struct loop *loop)
{
	struct view *top = stack_top(loop->stack);
	if (loop->view_has_work && top && top->class->idle)
		loop->view_has_work = top->class->idle(top);
	else if (loop->has_work)
		loop->has_work = loop->slice && loop->slice(loop->slice_context);
}

/* A closed terminal sends SIGHUP as well; which of the two is heard first is chance. */
static enum loop_end ended_by_signal(void)
{
	struct pollfd terminal = {.fd = screen_descriptor(), .events = POLLIN};
	bool gone = poll(&terminal, 1, 0) > 0 && (terminal.revents & (POLLHUP | POLLERR));
	return gone ? LOOP_TERMINAL_GONE : LOOP_SIGNAL;
}

static enum loop_end end(struct loop *loop, enum loop_end why)
{
	if (why != LOOP_ENDED)
		stack_save(loop->stack);
	return why;
}

enum loop_end loop_run(struct loop *loop)
{
	loop->keys_wait = loop->interrupted = true;
	while (!loop->stack->ended) {
		if (loop->interrupted && !take_interrupts(loop))
			return end(loop, ended_by_signal());
		if (loop->keys_wait && !take_keys(loop))
			return end(loop, LOOP_TERMINAL_GONE);
		run_timers(loop);
		stack_sweep(loop->stack);
		if (loop->stack->ended)
			break;
		if (loop->stack->dirty) {
			stack_draw(loop->stack);
			loop->shown_at = clock_ticks();
		}
		if (wait_for_anything(loop) == 0 && has_work(loop))
			work(loop);
	}
	return end(loop, LOOP_ENDED);
}
