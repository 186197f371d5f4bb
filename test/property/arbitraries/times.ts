import fc from 'fast-check';
import type { Line } from './line.ts';

/**
 * The lines with times by their replicas' clocks: some wrong by a constant, some stepped in the middle, now and then one
 * absent or out of order; with hybrid logical clocks, that mostly rise; with clients, and with reads that find what was written. Small numbers, so that ties and near misses happen.
 */
export function arbTimed(lines: fc.Arbitrary<Line[]>): fc.Arbitrary<Line[]> {
	const clock = fc.record({
		/** By replica, in the order of appearance. */
		skews: fc.array(fc.constantFrom(0, 0, 5, -3, 20, 200.5), { maxLength: 5 }),
		step: fc.option(fc.record({ replica: fc.nat(3), line: fc.nat(40), by: fc.constantFrom(-30, 40) }), {
			freq: 4,
		}),
		tick: fc.constantFrom(0, 1, 3, 10),
		noise: fc.array(fc.constantFrom(0, 0, 0, 1, 2, -1, null), { maxLength: 60, size: 'max' }),
		/** By line: the client of a read or write; 3 leaves it as it is. */
		clients: fc.array(fc.nat(3), { maxLength: 60, size: 'max' }),
		/** By line: how many writes back a read finds its value; 4 leaves it as it is. */
		echoes: fc.array(fc.nat(4), { maxLength: 60, size: 'max' }),
		hlc: fc.option(fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 60, size: 'max' }), { freq: 2 }),
	});
	return fc.tuple(lines, clock).map(([all, { skews, step, tick, noise, hlc, clients, echoes }]) => {
		const replicas: unknown[] = [];
		const written: unknown[] = [];
		return all.map((line, at): Line => {
			if (typeof line === 'string') return line;
			const own = line.op === 'sync' ? line.from : line.at;
			if (!replicas.includes(own)) replicas.push(own);
			const number = replicas.indexOf(own);
			const wrong = at < noise.length ? noise[at] : 0;
			const timed = { ...line };
			const stepped = step !== null && step.replica === number && at >= step.line ? step.by : 0;
			const ts = 1000 + at * tick + (skews[number] ?? 0) + stepped + (wrong ?? 0);
			if (wrong !== null) timed.ts = ts;
			if (hlc !== null && 'key' in line && ['write', 'delete', 'merge'].includes(line.op as string))
				timed.hlc = { wall: 1000 + at * tick, logical: at + (hlc[at] ?? 0) };
			if (typeof line.key === 'string' && (clients[at] ?? 3) < 3 && line.op !== 'state')
				if (!['send', 'receive', 'sync'].includes(line.op as string)) timed.client = `client ${clients[at]}`;
			if (line.op === 'write') written.push(line.value);
			if ((line.op === 'read' || line.op === 'state') && (echoes[at] ?? 4) < 4) {
				const value = written[written.length - 1 - (echoes[at] ?? 0)];
				if (value !== undefined) timed.value = value;
			}
			return timed;
		});
	});
}
