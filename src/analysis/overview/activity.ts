import { Op } from '../../trace/ops.ts';

/** What replicas do, as the overview tells it apart; a merge is a write, a state a read of what is held. */
export const ACTIVITIES = ['writes', 'deletes', 'reads', 'messages', 'other'] as const;

const KINDS = ACTIVITIES.length;

/** By op: the number of its activity. */
const ACTIVITY_OF_OP = Uint8Array.from(
	(
		[
			[Op.write, 'writes'],
			[Op.merge, 'writes'],
			[Op.delete, 'deletes'],
			[Op.read, 'reads'],
			[Op.state, 'reads'],
			[Op.send, 'messages'],
			[Op.receive, 'messages'],
			[Op.sync, 'messages'],
			[Op.event, 'other'],
		] as [number, (typeof ACTIVITIES)[number]][]
	)
		.sort(([a], [b]) => a - b)
		.map(([, activity]) => ACTIVITIES.indexOf(activity)),
);

export { ACTIVITY_OF_OP, KINDS };
