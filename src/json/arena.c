#include "json/arena.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"

struct block {
	struct block *first; /* of the arena */
	struct block *next;
	size_t used, size;
};

static _Thread_local struct block *open_arena; /* its first block */
static _Thread_local struct block *open_block; /* the one being filled */
static pthread_key_t spare_key;                /* an empty block, kept for this thread's next arena */

static void make_key(void)
{
	if (pthread_key_create(&spare_key, free) != 0)
		abort(); /* the first key of the process */
}

static void prepare(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_key);
}

static struct block *block_new(size_t size)
{
	size_t blocks = (size + sizeof(struct block) + ARENA_BLOCK - 1) / ARENA_BLOCK;
	struct block *block = aligned_alloc(ARENA_BLOCK, blocks * ARENA_BLOCK);
	if (!block)
		return memory_resize(NULL, SIZE_MAX, 2); /* out of memory: ends the program as everywhere */
	*block = (struct block){.used = sizeof *block, .size = blocks * ARENA_BLOCK};
	return block;
}

void arena_open(void)
{
	prepare();
	struct block *block = pthread_getspecific(spare_key);
	pthread_setspecific(spare_key, NULL);
	if (!block)
		block = block_new(0);
	block->used = sizeof *block;
	block->next = NULL;
	block->first = block;
	open_arena = open_block = block;
}

void arena_close(void)
{
	open_arena = open_block = NULL;
}

static void drop(struct block *block)
{
	while (block) {
		struct block *next = block->next;
		if (block->size == ARENA_BLOCK && !pthread_getspecific(spare_key))
			pthread_setspecific(spare_key, block);
		else
			free(block);
		block = next;
	}
}

void arena_drop(void *inside)
{
	struct block *block = (struct block *)((uintptr_t)inside & ~(uintptr_t)(ARENA_BLOCK - 1));
	drop(block->first);
}

void arena_abandon(void)
{
	struct block *block = open_arena;
	arena_close();
	drop(block);
}

void *arena_allocate(size_t size)
{
	if (!open_block)
		return memory_resize(NULL, 1, size);
	size = (size + 15) & ~(size_t)15;
	if (size > open_block->size - open_block->used) {
		struct block *block = block_new(size);
		block->first = open_arena;
		open_block->next = block;
		open_block = block;
	}
	void *memory = (char *)open_block + open_block->used;
	open_block->used += size;
	return memory;
}

void arena_free(void *memory)
{
	if (!open_block)
		free(memory);
}
