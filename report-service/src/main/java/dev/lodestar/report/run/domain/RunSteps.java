package dev.lodestar.report.run.domain;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The steps of one run by name, in reading order, with the step that composes the report as the last.
 */
public record RunSteps(SequencedMap<String, StepState> states) {
    /** The step that composes the bundle from the others. */
    public static final String REPORT = "report";

    public RunSteps {
        if (!states.containsKey(REPORT)) {
            throw new IllegalArgumentException("a run has a step named " + REPORT);
        }
        states = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(states));
    }

    /** All steps, not asked for yet. */
    public static RunSteps pending(Collection<String> names) {
        SequencedMap<String, StepState> states = new LinkedHashMap<>();
        names.forEach(name -> states.put(name, new StepState.Pending()));
        return new RunSteps(states);
    }

    public StepState of(String name) {
        StepState state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("a run has no step named " + name);
        }
        return state;
    }

    /** The same with one step moved. */
    public RunSteps with(String name, StepState state) {
        of(name);
        SequencedMap<String, StepState> moved = new LinkedHashMap<>(states);
        moved.put(name, state);
        return new RunSteps(moved);
    }

    /** Whether commands are still to be published. */
    public boolean undispatched() {
        return analytical().stream().anyMatch(StepState.Pending.class::isInstance);
    }

    /** Whether the report is to be composed: all other steps have ended and it has not. */
    public boolean readyToCompose() {
        return analytical().stream().allMatch(StepState.Ended.class::isInstance)
                && !(of(REPORT) instanceof StepState.Ended);
    }

    /**
     * How the run stands.
     *
     * @param complete whether the bundle has everything it promises
     */
    public RunState state(boolean complete) {
        return switch (of(REPORT)) {
            case StepState.Pending ignored -> RunState.RUNNING;
            case StepState.Running ignored -> RunState.RUNNING;
            case StepState.Failed ignored -> RunState.FAILED;
            case StepState.Skipped ignored -> RunState.FAILED;
            case StepState.Succeeded ignored -> composed(complete);
        };
    }

    private RunState composed(boolean complete) {
        List<StepState> others = analytical();
        if (others.stream().noneMatch(StepState.Succeeded.class::isInstance)) {
            return RunState.FAILED;
        }
        boolean all = others.stream().noneMatch(StepState.Failed.class::isInstance);
        return all && complete ? RunState.SUCCEEDED : RunState.PARTIAL;
    }

    private List<StepState> analytical() {
        return states.entrySet().stream()
                .filter(step -> !step.getKey().equals(REPORT))
                .map(Map.Entry::getValue)
                .toList();
    }
}
