import { Op } from '../../trace/ops.ts';
import { replicaName, type Trace } from '../../trace/trace.ts';
import { label } from './label.ts';
import type { Step } from './step.ts';

const NAME_LENGTH = 40;

/** The participants of a diagram. Their ids in the source are ours, never the trace's. */
export interface Participants {
	/** The lines that declare them, from left to right. */
	readonly declarations: string[];
	replica(replica: number): string;
	client(client: number): string;
	/** The replicas among these that stand leftmost and rightmost. */
	ends(replicas: readonly number[]): [first: number, last: number];
}

/**
 * Replicas stand in the order of the trace, those alone that take part in the steps or are named in `also`. A client stands
 * next to the replica that it first speaks to: left of it, but right of the last replica, so that arrows cross little.
 */
export function participantsOf(trace: Trace, steps: readonly Step[], also: readonly number[]): Participants {
	const replicas = new Set(also);
	const homes = new Map<number, number>();
	for (const { event } of steps) {
		const at = trace.replica[event] as number;
		replicas.add(at);
		const op = trace.op[event] as number;
		if (op === Op.send || op === Op.receive || op === Op.sync) replicas.add(trace.peer[event] as number);
		else if (hasClient(trace, event)) {
			const client = trace.client[event] as number;
			if (!homes.has(client)) homes.set(client, at);
		}
	}
	const rank = new Map(trace.participants.map((replica, place) => [replica, place]));
	const rankOf = (replica: number) => rank.get(replica) ?? trace.participants.length + replica;
	const inOrder = [...replicas].sort((a, b) => rankOf(a) - rankOf(b));
	const places = new Map(inOrder.map((replica, place) => [replica, place]));
	const clients = new Map([...homes.keys()].map((client, place) => [client, `U${place + 1}`]));
	const replica = (number: number) => `R${(places.get(number) as number) + 1}`;
	const client = (number: number) => clients.get(number) as string;
	const declarations: string[] = [];
	for (const [place, at] of inOrder.entries()) {
		const own = [`participant ${replica(at)} as ${label(replicaName(trace, at), NAME_LENGTH)}`];
		const theirs = [...homes]
			.filter(([, home]) => home === at)
			.map(
				([number]) => `participant ${client(number)} as ${label(trace.clients.text(number), NAME_LENGTH)}`,
			);
		const onTheRight = place > 0 && place === inOrder.length - 1;
		declarations.push(...(onTheRight ? [...own, ...theirs] : [...theirs, ...own]));
	}
	return {
		declarations,
		replica,
		client,
		ends: (some) => {
			const sorted = [...some].sort((a, b) => rankOf(a) - rankOf(b));
			return [sorted[0] as number, sorted[sorted.length - 1] as number];
		},
	};
}

/** Whether an event is drawn as an arrow from a client. */
export function hasClient(trace: Trace, event: number): boolean {
	return (trace.client[event] as number) >= 0 && trace.op[event] !== Op.state;
}
