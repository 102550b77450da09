package dev.lodestar.host.disclosure.domain;

/** Numbers that wait, first in, first out. */
final class IntQueue {
    private final int[] waiting;
    private int first;
    private int size;

    /** @param most how many wait at a time */
    IntQueue(int most) {
        this.waiting = new int[most];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** @throws IndexOutOfBoundsException when as many wait already as may */
    void add(int number) {
        if (size == waiting.length) {
            throw new IndexOutOfBoundsException("more than " + size + " wait");
        }
        int end = first + size++;
        waiting[end < waiting.length ? end : end - waiting.length] = number;
    }

    /** The one that waits longest; there must be one. */
    int remove() {
        int number = waiting[first];
        first = first + 1 < waiting.length ? first + 1 : 0;
        size--;
        return number;
    }
}
