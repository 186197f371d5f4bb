/**
 * An independent checker of certificates. It shares with the rest of the program what reads a trace, and nothing else: neither
 * the order of events, nor which message is which, nor any bound is taken over from the analysis that made the claim.
 */
import { OP_NAMES } from '../trace/ops.ts';
import type { Trace } from '../trace/trace.ts';
import { type Checked, shapeOf } from './shape.ts';
import { StepChecker } from './steps.ts';

/** A certificate is refused for the first thing that is wrong with it. */
export type Verdict = { accepted: string } | { refused: string };

/** Checks one certificate, as it was parsed, against a trace. O(events) for each of its steps. */
export function checkCertificate(trace: Trace, json: unknown): Verdict {
	const shape = shapeOf(json);
	if (typeof shape === 'string') return { refused: shape };
	const events: number[] = [];
	for (const named of shape.events) {
		const event = find(trace, named);
		if (typeof event === 'string') return { refused: event };
		events.push(event);
	}
	if (new Set(events).size !== events.length) return { refused: 'it names an event twice' };
	const checker = new StepChecker(trace);
	const steps = shape.steps.map((step) => ({
		by: step.by,
		events: step.events.map((i) => events[i] as number),
	}));
	for (const step of steps) {
		const problem = checker.problemOf(step.by, step.events);
		if (problem !== null) return { refused: problem };
	}
	const problem = claimProblem(trace, shape.claim, steps, events);
	return problem === null ? { accepted: claimWords(shape.claim) } : { refused: problem };
}

interface Step {
	by: string;
	events: number[];
}

function claimProblem(
	trace: Trace,
	claim: Checked['claim'],
	steps: readonly Step[],
	events: readonly number[],
): string | null {
	if (claim.kind === 'hlc-ahead') {
		const [event] = events as [number];
		if (steps.length > 0 || events.length !== 1) return 'it takes one event';
		return (trace.hlcWall[event] as number) - (trace.ts[event] as number) === claim.aheadMs
			? null
			: 'the time is another one';
	}
	if (steps.length === 0) return 'it has no steps';
	if (claim.kind === 'hlc-order') return hlcProblem(trace, steps);
	const ends = steps.map((step) => [step.events[0] as number, step.events.at(-1) as number] as const);
	let ms = 0;
	for (const [i, [earlier, later]] of ends.entries()) {
		const before = ends[i - 1];
		if (before !== undefined && trace.replica[before[1]] !== trace.replica[earlier])
			return 'its steps do not lead from one replica to the next';
		ms += (trace.ts[later] as number) - (trace.ts[earlier] as number);
	}
	if (!Number.isFinite(ms)) return 'an event has no time';
	const [first, last] = [
		(ends[0] as readonly [number, number])[0],
		(ends.at(-1) as readonly [number, number])[1],
	];
	const id = (event: number) => trace.replicas.text(trace.replica[event] as number);
	const isOneStep = (...by: string[]) => steps.length === 1 && by.includes((steps[0] as Step).by);
	// Of a clock that falls in its replica's own order, `clock-back` tells.
	if (claim.kind !== 'clock-back' && steps.some(({ by }) => by === 'order'))
		return 'a clock says nothing of another one at its own replica';
	switch (claim.kind) {
		case 'clock-ahead':
			if (id(first) !== claim.clock || id(last) !== claim.of) return 'its steps are of other clocks';
			return claim.atLeastMs === 0 - ms && ms < 0 ? null : 'the times do not add up to that';
		case 'clock-at-most':
			if (id(first) !== claim.of || id(last) !== claim.clock) return 'its steps are of other clocks';
			return claim.atMostMs === ms ? null : 'the times do not add up to that';
		case 'clocks-contradict': {
			if (id(first) !== id(last)) return 'its steps do not lead round';
			const replicas = ends.map(([earlier]) => id(earlier));
			if (JSON.stringify(replicas) !== JSON.stringify(claim.replicas)) return 'its steps are of other clocks';
			return claim.byMs === 0 - ms && ms < 0 ? null : 'the times do not add up to that';
		}
		case 'clock-back':
			if (!isOneStep('order') || id(first) !== claim.clock) return 'it takes one step at that replica';
			return claim.byMs === 0 - ms && ms < 0 ? null : 'the times do not fall by that';
		default:
			if (!isOneStep('vectors', 'delivery')) return 'it takes one step from a version to another';
			if (trace.keys.text(trace.key[last] as number) !== claim.key) return 'the versions are of another key';
			return claim.byMs === 0 - ms && ms < 0 ? null : 'the times do not fall by that';
	}
}

function hlcProblem(trace: Trace, steps: readonly Step[]): string | null {
	const [step] = steps as [Step];
	if (steps.length !== 1 || step.by === 'message') return 'it takes one step from a version to another';
	const [v, w] = [step.events[0] as number, step.events.at(-1) as number];
	const wall = (trace.hlcWall[w] as number) - (trace.hlcWall[v] as number);
	const logical = (trace.hlcLogical[w] as number) - (trace.hlcLogical[v] as number);
	return wall < 0 || (wall === 0 && logical <= 0) ? null : 'the later clock exceeds the earlier one';
}

/** The event that a certificate names, or what is wrong with the name. */
function find(trace: Trace, { file, line, op, at, ts }: Checked['events'][number]): number | string {
	const where = trace.files.find(({ name }) => name === file) ?? onlyFileCalled(trace, file);
	if (where === undefined) return `the trace has no file ${JSON.stringify(file)}`;
	let stands = false;
	// A line of another system's log may hold several events.
	for (let event = where.firstEvent; event < where.endEvent; event++) {
		if (trace.line[event] !== line) continue;
		stands = true;
		const time = trace.ts[event] as number;
		const same =
			OP_NAMES[trace.op[event] as number] === op &&
			trace.replicas.text(trace.replica[event] as number) === at &&
			(ts === null ? !Number.isFinite(time) : time === ts);
		if (same) return event;
	}
	return stands ? `line ${line} says something else` : `line ${line} is no event`;
}

/** The trace may have been moved: a file's last name will do where only one file has it. */
function onlyFileCalled(trace: Trace, file: string): Trace['files'][number] | undefined {
	const last = (name: string) => name.split(/[\\/]/).at(-1);
	const called = trace.files.filter(({ name }) => last(name) === last(file));
	return called.length === 1 ? called[0] : undefined;
}

function claimWords(claim: Checked['claim']): string {
	const { kind, ...fields } = claim;
	const told = Object.entries(fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
	return told.length === 0 ? kind : `${kind}: ${told.join(', ')}`;
}
