import { readFileSync } from 'node:fs';

/** A recorded run of a last-write-wins store of three processes, of which one had a clock 200 ms fast. */
export interface VclockRun {
	/** Its log as events of the native format. */
	lines: object[];
	/** By event of the log, `p1:16`: where it stands in `lines`, from 1. */
	lineOf: Map<string, number>;
	truth: {
		skewedReplica: string;
		trueOffsetMs: number;
		inversions: { key: string; older: string; newer: string; byMs: number }[];
	};
}

const ENTRY = /^(\d+) (\S+) (\{.*\})\n(.*)$/gm;
const WRITE = /^INFO (put|del) key=(\S+) value=(null|".*?") ts=(\d+) /;
const MESSAGE = /^INFO (send|recv) (repl|sync) op=(\S+) key=(\S+) .*?(?:to|from)=(\S+)$/;

/**
 * Converts the log: a write's vector is its process's vector clock, which counts all events. An apply or discard is no event of ours; neither is
 * a message's vector, since what it covers comes with the message.
 */
export function vclockRun(): VclockRun {
	const file = (name: string) => readFileSync(new URL(`../traces/vclock/${name}`, import.meta.url), 'utf8');
	const lines: object[] = [];
	const lineOf = new Map<string, number>();
	for (const [, nanoseconds, at, clock, text] of file('tsviz.txt').matchAll(ENTRY)) {
		const vv = JSON.parse(clock) as Record<string, number>;
		const ts = Number(BigInt(nanoseconds) / 1000n) / 1000;
		const write = WRITE.exec(text);
		const message = MESSAGE.exec(text);
		if (write !== null) {
			const [, op, key, value, time] = write;
			const written = op === 'del' ? { op: 'delete' } : { op: 'write', value: JSON.parse(value) };
			lines.push({ ...written, at, key, vv, ts: Number(time) });
		} else if (message !== null) {
			const [, way, kind, id, key, peer] = message;
			const msg = `${kind} ${id}`;
			lines.push(
				way === 'send'
					? { op: 'send', at, to: peer, msg, key, ts }
					: { op: 'receive', at, from: peer, msg, key, ts },
			);
		} else continue;
		lineOf.set(`${at}:${vv[at]}`, lines.length);
	}
	return { lines, lineOf, truth: JSON.parse(file('truth.json')) };
}
