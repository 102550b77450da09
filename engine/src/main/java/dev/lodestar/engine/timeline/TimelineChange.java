package dev.lodestar.engine.timeline;

/** What can happen to a timeline, in the order of the partition. */
public sealed interface TimelineChange permits EventArrived, ProfileChanged, UserErased, RunBarrier {}
