#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "annotation/thread.h"
#include "base/memory.h"

enum { ROOM = 100000 };

struct room {
	struct annotation **items;
	const struct annotation **sorted;
	size_t count;
	struct threads threads;
};

static bool is_desk(const void *context, const char *nickname)
{
	return strcmp(nickname, context) == 0;
}

static void room_open(struct room *room)
{
	*room = (struct room){0};
	room->items = memory_new(ROOM, sizeof *room->items);
	room->sorted = memory_new(ROOM, sizeof *room->sorted);
}

static void name_id(char out[UUID_TEXT], size_t number)
{
	snprintf(out, UUID_TEXT, "%08zx-0000-7000-8000-000000000000", number);
}

static struct annotation *say(struct room *room, size_t number, enum motivation motivation, const char *who)
{
	struct annotation *annotation = annotation_new(motivation);
	name_id(annotation->id, number);
	annotation->nickname = memory_string(who);
	room->items[room->count] = annotation;
	room->sorted[room->count++] = annotation;
	return annotation;
}

static struct annotation *say_to(
	struct room *room, size_t number, enum motivation motivation, const char *who, size_t other, const char *code)
{
	struct annotation *annotation = say(room, number, motivation, who);
	char id[UUID_TEXT];
	name_id(id, other);
	annotation->targets[0].kind = TARGET_ANNOTATION;
	annotation->targets[0].annotation = memory_string(id);
	annotation->code = memory_string(code);
	return annotation;
}

static const struct thread_entry *entry(const struct room *room, size_t number)
{
	char id[UUID_TEXT];
	name_id(id, number);
	size_t at = threads_find(&room->threads, id);
	assert_int_not_equal(at, THREAD_NONE);
	return &room->threads.entries[at];
}

static void make(struct room *room)
{
	threads_make(&room->threads, room->sorted, room->count, is_desk, "desk");
}

static void room_close(struct room *room)
{
	threads_clear(&room->threads);
	for (size_t i = 0; i < room->count; i++)
		annotation_free(room->items[i]);
	free(room->items);
	free(room->sorted);
}

static void replies_hang_below_their_root(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	say_to(&room, 3, REPLYING, "c", 2, NULL);
	say(&room, 1, COMMENTING, "a");
	say_to(&room, 2, REPLYING, "b", 1, NULL);
	say_to(&room, 4, REPLYING, "b", 99, NULL);
	make(&room);
	assert_int_equal(entry(&room, 1)->depth, 0);
	assert_int_equal(entry(&room, 3)->depth, 2);
	assert_int_equal(entry(&room, 3)->parent, 1);
	assert_int_equal(entry(&room, 3)->root, 0);
	assert_int_equal(entry(&room, 4)->root, 3);
	assert_int_equal(entry(&room, 4)->parent, THREAD_NONE);
	assert_int_equal(threads_find(&room.threads, "none"), THREAD_NONE);
	room_close(&room);
}

static void nobody_is_no_thread(void **state)
{
	(void)state;
	struct threads threads;
	threads_make(&threads, NULL, 0, is_desk, "desk");
	assert_int_equal(threads.count, 0);
	assert_int_equal(threads_find(&threads, "x"), THREAD_NONE);
	threads_clear(&threads);
}

static void a_cycle_is_cut_and_what_hangs_from_it_stays(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	say_to(&room, 1, REPLYING, "a", 2, NULL);
	say_to(&room, 2, REPLYING, "b", 3, NULL);
	say_to(&room, 3, REPLYING, "c", 1, NULL);
	say_to(&room, 4, REPLYING, "d", 4, NULL);
	say_to(&room, 0, REPLYING, "e", 2, NULL);
	make(&room);
	for (size_t i = 1; i <= 4; i++) {
		assert_int_equal(entry(&room, i)->parent, THREAD_NONE);
		assert_int_equal(entry(&room, i)->depth, 0);
		assert_int_equal(entry(&room, i)->root, i);
	}
	assert_int_equal(entry(&room, 0)->root, 2);
	assert_int_equal(entry(&room, 0)->depth, 1);
	room_close(&room);
}

static void a_long_chain_is_cut_into_threads(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	say(&room, 2000, COMMENTING, "a");
	/* Each answers the one with the next greater id, so that no parent is known before its child. */
	for (size_t i = 1999; i > 0; i--)
		say_to(&room, i, REPLYING, "b", i + 1, NULL);
	make(&room);
	assert_int_equal(entry(&room, 2000 - THREAD_DEPTH)->depth, THREAD_DEPTH);
	assert_int_equal(entry(&room, 2000 - THREAD_DEPTH)->root, 1999);
	assert_int_equal(entry(&room, 1999 - THREAD_DEPTH)->depth, 0);
	assert_int_equal(entry(&room, 1999 - THREAD_DEPTH)->parent, THREAD_NONE);
	for (size_t i = 0; i < room.threads.count; i++)
		assert_true(room.threads.entries[i].depth <= THREAD_DEPTH);
	room_close(&room);
}

static void its_author_and_the_secretariat_close_it_and_nobody_else(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	for (size_t i = 1; i <= 4; i++)
		say(&room, i, QUESTIONING, "a");
	say_to(&room, 11, MODERATING, "a", 1, "withdrawn");
	const struct annotation *by_desk = say_to(&room, 12, MODERATING, "desk", 2, "resolved");
	say_to(&room, 13, MODERATING, "b", 3, "resolved");
	say_to(&room, 14, MODERATING, "a", 4, "accepted");
	make(&room);
	assert_int_equal(entry(&room, 1)->state, STATE_WITHDRAWN);
	assert_int_equal(entry(&room, 2)->state, STATE_RESOLVED);
	assert_ptr_equal(entry(&room, 2)->closed_by, by_desk);
	assert_int_equal(entry(&room, 3)->state, STATE_OPEN);
	assert_null(entry(&room, 3)->closed_by);
	assert_int_equal(entry(&room, 4)->state, STATE_OPEN);
	assert_string_equal(annotation_state_name(STATE_RESOLVED), "resolved");
	room_close(&room);
}

static void undo_and_redo_are_withdrawals_of_withdrawals(void **state)
{
	(void)state;
	for (size_t steps = 0; steps < 6; steps++) {
		struct room room;
		room_open(&room);
		say(&room, 1, COMMENTING, "a");
		for (size_t i = 0; i < steps; i++)
			say_to(&room, 2 + i, MODERATING, "a", 1 + i, "withdrawn");
		make(&room);
		assert_int_equal(entry(&room, 1)->state, steps % 2 ? STATE_WITHDRAWN : STATE_OPEN);
		room_close(&room);
	}
}

static void a_withdrawal_outweighs_a_later_resolution(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	say(&room, 1, COMMENTING, "a");
	say_to(&room, 2, MODERATING, "a", 1, "withdrawn");
	say_to(&room, 3, MODERATING, "desk", 1, "resolved");
	say_to(&room, 4, MODERATING, "a", 1, "resolved");
	make(&room);
	assert_int_equal(entry(&room, 1)->state, STATE_WITHDRAWN);
	assert_string_equal(entry(&room, 1)->closed_by->id, entry(&room, 2)->annotation->id);
	room_close(&room);
}

static void withdrawals_in_a_circle_end(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	say_to(&room, 1, MODERATING, "a", 2, "withdrawn");
	say_to(&room, 2, MODERATING, "a", 1, "withdrawn");
	say_to(&room, 3, MODERATING, "a", 3, "withdrawn");
	make(&room);
	assert_int_equal(entry(&room, 3)->state, STATE_OPEN);
	assert_true(entry(&room, 1)->state == STATE_OPEN || entry(&room, 2)->state == STATE_OPEN);
	room_close(&room);
}

static void a_hundred_thousand_of_any_shape_are_threaded(void **state)
{
	(void)state;
	struct room room;
	room_open(&room);
	uint64_t seed = 7;
	for (size_t i = 0; i < ROOM; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		size_t other = (size_t)(seed >> 33) % ROOM;
		if (seed >> 62)
			say_to(&room, i, seed >> 63 ? REPLYING : MODERATING, "a", other, "withdrawn");
		else
			say(&room, i, COMMENTING, "a");
	}
	make(&room);
	for (size_t i = 0; i < ROOM; i++) {
		const struct thread_entry *one = &room.threads.entries[i];
		assert_true(one->depth <= THREAD_DEPTH);
		assert_int_equal(room.threads.entries[one->root].depth, 0);
		assert_true(one->parent != THREAD_NONE || one->root == i);
	}
	room_close(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replies_hang_below_their_root),
		cmocka_unit_test(nobody_is_no_thread),
		cmocka_unit_test(a_cycle_is_cut_and_what_hangs_from_it_stays),
		cmocka_unit_test(a_long_chain_is_cut_into_threads),
		cmocka_unit_test(its_author_and_the_secretariat_close_it_and_nobody_else),
		cmocka_unit_test(undo_and_redo_are_withdrawals_of_withdrawals),
		cmocka_unit_test(a_withdrawal_outweighs_a_later_resolution),
		cmocka_unit_test(withdrawals_in_a_circle_end),
		cmocka_unit_test(a_hundred_thousand_of_any_shape_are_threaded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
